from . import warning_letter
