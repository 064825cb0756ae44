from . import simulation
