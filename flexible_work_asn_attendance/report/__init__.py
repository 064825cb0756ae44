from . import tpp_line, warning_letter
