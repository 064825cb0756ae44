from . import roster_spt
