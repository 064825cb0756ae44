from . import roster_spt, simulation_xlsx
