from . import assignment_letters, roster_spt, simulation_xlsx
