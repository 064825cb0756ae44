from . import assignment_letters, contribution, contribution_xlsx, roster_spt, simulation_xlsx
