from . import attendance
from . import flexible_work
