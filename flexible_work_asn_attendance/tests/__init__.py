from . import (
    test_access,
    test_apel,
    test_card,
    test_check_in,
    test_day_opening,
    test_decision,
    test_judge_code,
    test_judge_day,
    test_judge_place,
    test_performance,
    test_routes,
    test_tours,
)
