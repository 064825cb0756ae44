from . import test_judge_code
from . import test_judge_day
from . import test_judge_place
