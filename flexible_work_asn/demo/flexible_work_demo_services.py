from dateutil.relativedelta import relativedelta

from odoo import api, models

MODULE = "flexible_work_asn"
#: kecamatan: name of its area, requests compared with a middling one, counters beside the first
DISTRICTS = {
    "utara": ("Ternate Utara", 1.2, 2),
    "tengah": ("Ternate Tengah", 1.4, 2),
    "selatan": ("Ternate Selatan", 1.5, 2),
    "barat": ("Ternate Barat", 0.7, 1),
    "pulau": ("Pulau Ternate", 0.6, 1),
    "moti": ("Moti", 0.3, 1),
    "batang": ("Pulau Batang Dua", 0.25, 1),
    "hiri": ("Pulau Hiri", 0.25, 1),
}
COMPETENCES = {
    "loket": "Petugas loket PATEN",
    "siak": "Operator administrasi kependudukan",
    "verifikasi": "Verifikator perizinan kecamatan",
    "arsip": "Arsiparis",
}
#: service, who does it, requests a year in a middling kecamatan, norm in minutes, standard time in days, least grade
SERVICES = [
    ("Surat keterangan domisili", "loket", 3600, 20, 1, None),
    ("Surat keterangan tidak mampu", "loket", 2400, 20, 1, None),
    ("Pengantar KTP-el dan kartu keluarga", "siak", 4800, 25, 1, None),
    ("Rekomendasi izin usaha mikro", "verifikasi", 600, 60, 3, None),
    ("Legalisasi dan keterangan tanah", "verifikasi", 240, 120, 5, "grade_3a"),
    ("Pengelolaan arsip pelayanan", "arsip", 7200, 10, 1, None),
]
COUNTERS = [
    ("Loket 1: informasi dan pendaftaran", "loket"),
    ("Loket 2: kependudukan", "siak"),
    ("Loket 3: perizinan", "verifikasi"),
]
#: way by boat where no road leads: areas, minutes, how
TRAVEL = [
    ("barat", "hiri", 35, "Perahu motor dari Sulamadaha"),
    ("utara", "hiri", 50, "Perahu motor dari Sulamadaha"),
    ("tengah", "hiri", 60, "Perahu motor dari Sulamadaha"),
    ("selatan", "hiri", 75, "Perahu motor dari Sulamadaha"),
    ("pulau", "hiri", 70, "Perahu motor dari Sulamadaha"),
    ("selatan", "moti", 75, "Perahu motor dari Bastiong"),
    ("tengah", "moti", 85, "Perahu motor dari Bastiong"),
    ("utara", "moti", 95, "Perahu motor dari Bastiong"),
    ("pulau", "moti", 90, "Perahu motor dari Bastiong"),
    ("barat", "moti", 110, "Perahu motor dari Bastiong"),
    ("tengah", "batang", 480, "Kapal perintis dua kali seminggu"),
    ("selatan", "batang", 480, "Kapal perintis dua kali seminggu"),
    ("utara", "batang", 490, "Kapal perintis dua kali seminggu"),
]
#: where the people live whose unit lies in the town: dealt out in turn
HOMES = ("tengah", "selatan", "utara", "tengah", "selatan", "barat", "utara", "pulau", "selatan", "tengah")
#: who can do what, besides the staff of the kecamatan: unit, competence, how many
SKILLED = [
    ("dukcapil", "siak", 3),
    ("dpmptsp", "verifikasi", 2),
    ("arsip", "arsip", 3),
    ("disperindag", "verifikasi", 1),
    ("diskop", "verifikasi", 2),
    ("setda_umum", "loket", 1),
    ("setda_pemerintahan", "siak", 1),
    ("dispora", "loket", 2),
    ("dispar", "loket", 2),
    ("disbud", "arsip", 1),
    ("pangan", "loket", 2),
    ("pertanian", "loket", 1),
    ("perikanan", "loket", 1),
    ("dp3a", "loket", 1),
    ("dppkb", "siak", 2),
    ("dinsos", "loket", 1),
    ("bappelitbangda", "arsip", 1),
    ("kec_utara", "loket", 1),
    ("kec_tengah", "siak", 2),
    ("kec_selatan", "loket", 1),
    ("kec_barat", "siak", 1),
    ("kec_pulau", "loket", 2),
    ("kec_moti", "loket", 1),
    ("kec_batang", "siak", 2),
    ("kec_hiri", "loket", 1),
]
#: what units keep in any case
KEPT = {"dukcapil": 5, "dpmptsp": 4, "dinsos": 4}
MONTHS = 6


class FlexibleWorkDemo(models.AbstractModel):
    """PATEN services of the kecamatan, their counters, half a year of actuals, and who could help there."""

    _inherit = "flexible.work.demo"

    @api.model
    def _load_services(self):
        quiet = self.with_context(tracking_disable=True, lang="id_ID")
        areas = quiet._load_areas()
        competences = quiet._load_competences()
        services = self.env["flexible.work.service"]
        for code in DISTRICTS:
            services |= quiet._load_district(code, competences)
        quiet._load_actuals(services)
        for unit, number in KEPT.items():
            quiet._department_of(unit).staff_min_count = number
        quiet._load_homes(areas)

    def _department_of(self, code):
        return self.env.ref(f"{MODULE}.department_{code}")

    def _name_records(self, records):
        """Give records their names, so that other demonstrations find them: ``{name: record}``."""
        self.env["ir.model.data"]._update_xmlids(
            [{"xml_id": f"{MODULE}.{name}", "record": record, "noupdate": True} for name, record in records.items()]
        )

    def _load_areas(self):
        """One for each kecamatan, with the position of its office; and the ways between them."""
        company = self.env.ref("base.main_company")
        areas = {}
        for code, (name, _volume, _counters) in DISTRICTS.items():
            site = self.env.ref(f"{MODULE}.site_kec_{code}")
            areas[code] = self.env["flexible.work.area"].create(
                {
                    "name": name,
                    "company_id": company.id,
                    "is_located": True,
                    "latitude": site.latitude,
                    "longitude": site.longitude,
                }
            )
            self._department_of(f"kec_{code}").area_id = areas[code]
        self._name_records({f"area_{code}": area for code, area in areas.items()})
        self.env["hr.department"].search(
            [("company_id", "=", company.id), ("is_opd", "=", True), ("area_id", "=", False)]
        ).area_id = areas["tengah"]
        self.env["flexible.work.travel"].create(
            [
                {
                    "area_from_id": areas[origin].id,
                    "area_to_id": areas[target].id,
                    "minutes": minutes,
                    "note": note,
                    "company_id": company.id,
                }
                for origin, target, minutes, note in TRAVEL
            ]
        )
        return areas

    def _load_competences(self):
        company = self.env.ref("base.main_company")
        competences = {
            code: self.env["flexible.work.competence"].create({"name": name, "company_id": company.id})
            for code, name in COMPETENCES.items()
        }
        self._name_records({f"competence_{code}": competence for code, competence in competences.items()})
        for unit, code, number in SKILLED:
            competences[code].employee_ids |= self._staff(self._department_of(unit))[:number]
        return competences

    def _staff(self, unit):
        """Those below a unit who are no structural officials."""
        people = self.env["hr.employee"].search([("department_id", "child_of", unit.id)], order="id")
        return people.filtered(lambda employee: not employee.position_level_id.structural)

    def _load_district(self, code, competences):
        _name, factor, counters = DISTRICTS[code]
        unit = self._department_of(f"kec_{code}")
        services = self.env["flexible.work.service"].create(
            [
                {
                    "department_id": unit.id,
                    "sequence": 10 * number,
                    "name": name,
                    "competence_id": competences[skill].id,
                    "volume": round(volume * factor, -1),
                    "norm_minutes": norm,
                    "standard_days": days,
                    "grade_min_id": grade and self.env.ref(f"{MODULE}.{grade}").id,
                    "legal_basis": "Permendagri 4/2010",
                }
                for number, (name, skill, volume, norm, days, grade) in enumerate(SERVICES, 1)
            ]
        )
        self.env["flexible.work.counter"].create(
            [
                {
                    "department_id": unit.id,
                    "sequence": 10 * number,
                    "name": name,
                    "competence_id": competences[skill].id,
                    "minimum_staff": 1,
                    # the second one of this island is not open for now
                    "is_open": (code, number) != ("moti", 2),
                }
                for number, (name, skill) in enumerate(COUNTERS[: counters + 1], 1)
            ]
        )
        return services

    def _load_actuals(self, services):
        """The months before this one; more come in, and more are late, where people are missing."""
        this_month = self.env.ref("base.main_company")._flexible_work_today().replace(day=1)
        rows = []
        for place, service in enumerate(services):
            for back in range(1, MONTHS + 1):
                received = round(service.volume / 12 * (0.9 + (place * 7 + back * 5) % 9 / 25))
                finished = round(received * (1 - (place + back) % 4 / 40))
                rows.append(
                    {
                        "service_id": service.id,
                        "month": this_month - relativedelta(months=back),
                        "received": received,
                        "finished": finished,
                        "late": round(finished * ((place + back) % 5) / 30),
                    }
                )
        self.env["flexible.work.service.actual"].create(rows)

    def _load_homes(self, areas):
        """Staff of a kecamatan live there, the others in the town."""
        living = dict.fromkeys(areas, self.env["hr.employee"])
        for code in areas:
            living[code] |= self.env["hr.employee"].search(
                [("department_id", "child_of", self._department_of(f"kec_{code}").id)]
            )
        settled = self.env["hr.employee"].union(*living.values())
        others = self.env["hr.employee"].search([("company_id", "=", self.env.ref("base.main_company").id)], order="id")
        for place, employee in enumerate(others - settled):
            living[HOMES[place % len(HOMES)]] |= employee
        for code, employees in living.items():
            employees.residence_area_id = areas[code]
