from . import (
    test_access,
    test_circular,
    test_coverage,
    test_declaration,
    test_department,
    test_employee,
    test_employee_plan,
    test_local_time,
    test_plan,
    test_plan_properties,
    test_roster,
    test_why,
)
