from odoo import http
from odoo.exceptions import AccessError
from odoo.http import content_disposition, request

from odoo.addons.flexible_work_asn.asked import found


class FlexibleWorkDataController(http.Controller):
    """What is held about a person, for the person and for BKPSDM."""

    @http.route(
        ["/flexible_work/data", "/flexible_work/data/<int:employee_id>"], type="http", auth="user", readonly=True
    )
    def data(self, employee_id=None):
        """Everything held about one person, as a ZIP; about the user without an id.

        :param employee_id: of an employee whom the user may export; noted in the access log
        """
        employees = request.env["hr.employee"]
        employee = found(request.env, "hr.employee", employee_id or employees._flexible_me().id)
        if not employee:
            raise request.not_found()
        try:
            content = employee._flexible_data_zip()
        except AccessError as error:
            # nobody learns here whether there is such an employee
            raise request.not_found() from error
        name = employee.sudo().name
        return request.make_response(
            content,
            headers=[
                ("Content-Type", "application/zip"),
                ("Content-Disposition", content_disposition(f"{request.env._('Personal data')} - {name}.zip")),
                ("Cache-Control", "no-store"),
                ("X-Content-Type-Options", "nosniff"),
            ],
        )

    @http.route(
        "/flexible_work/my_data/photo/<int:attendance_id>/<any('in','out'):direction>",
        type="http",
        auth="user",
        readonly=True,
    )
    def photo(self, attendance_id, direction):
        """A photo of the user's own check-in."""
        employee = request.env["hr.employee"]._flexible_me()
        attendance = (
            request.env["hr.attendance"].sudo().search([("id", "=", attendance_id), ("employee_id", "=", employee.id)])
        )
        name = f"flexible_{direction}_photo"
        if not attendance or not attendance[name]:
            raise request.not_found()
        stream = request.env["ir.binary"].sudo()._get_stream_from(attendance, name)
        response = stream.get_response()
        response.headers["Cache-Control"] = "no-store"
        return response
