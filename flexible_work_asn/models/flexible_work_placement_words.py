from odoo import api, models

#: at most so many kinds of need are told of what stays short
NAMED = 20


class FlexibleWorkPlacement(models.Model):
    """What came out, in words."""

    _inherit = "flexible.work.placement"

    def _say_result(self, collected, plan):
        """What was found, how sure it is, and what was not known; a sentence each."""
        figures = plan.figures
        if not figures.shortage_before:
            said = [self.env._("Nothing is short in this analysis: nobody has to move.")]
        elif not plan.moves:
            said = [self.env._("No move within the limits closes any of the shortage of %s.", figures.shortage_before)]
        else:
            said = [
                self.env._(
                    "Moves proposed: %(moves)s. They take the shortage from %(before)s to %(after)s.",
                    moves=figures.moves,
                    before=figures.shortage_before,
                    after=figures.shortage,
                )
            ]
        if plan.proven:
            said.append(self.env._("Proven: no plan within the limits does better."))
        else:
            said.append(
                self.env._(
                    "The time ran out before this was proven to be the best: let it search longer, or set limits."
                )
            )
        if collected.without_way:
            said.append(self._say_ways(collected))
        if collected.without_area:
            units = self.env["hr.department"].browse(collected.without_area)
            said.append(self.env._("No area is set on units that are short: %s.", ", ".join(units.mapped("name"))))
        return "\n".join(said)

    def _say_ways(self, collected):
        if collected.problem.travel_unknown is None:
            return self.env._(
                "People whose way is not known: %s. They are not moved, because the travel is limited. Enter where "
                "they live.",
                collected.without_way,
            )
        return self.env._(
            "People whose way is not known: %(people)s. It counts as %(minutes)s minutes. Enter where they live.",
            people=collected.without_way,
            minutes=collected.problem.travel_unknown,
        )

    @api.depends("remaining")
    @api.depends_context("lang")
    def _compute_remaining_text(self):
        for placement in self:
            rows = sorted(placement.remaining or (), key=lambda row: -row["short"])
            lines = self.env["flexible.work.workload.line"].browse(row["need"] for row in rows).exists().sudo()
            names = {line.id: line.display_name for line in lines}
            said = [
                self.env._(
                    "%(need)s: %(short)s short. %(why)s",
                    need=names[row["need"]],
                    short=row["short"],
                    why=placement._say_others(row["others"]),
                )
                for row in rows[:NAMED]
                if row["need"] in names
            ]
            if len(rows) > NAMED:
                said.append(self.env._("And %s more.", len(rows) - NAMED))
            placement.remaining_text = "\n".join(said) or False

    def _say_others(self, others):
        if not others:
            return self.env._("Nobody in other units can do this: train or recruit.")
        words = {
            "fixed": self.env._("may not be moved: %s"),
            "load": self.env._("too much time given to teams: %s"),
            "closed": self.env._("in units that this proposal leaves out: %s"),
            "refused": self.env._("rejected: %s"),
            "far": self.env._("too far, or the way is not known: %s"),
            "moved": self.env._("moved to another need: %s"),
            "needed": self.env._("needed in their own unit: %s"),
            "minimum": self.env._("in units at their minimum: %s"),
            "free": self.env._("free, if more moves were allowed: %s"),
        }
        why = "; ".join(words[code] % count for code, count in others.items() if code in words)
        return self.env._("Who could do it elsewhere: %s.", why)


class FlexibleWorkPlacementMove(models.Model):
    """Why this person, in words; made from the facts when they are read, so in the language of the reader."""

    _inherit = "flexible.work.placement.move"

    @api.depends("facts")
    @api.depends_context("lang", "uid")
    def _compute_explanation(self):
        """The ways and the names of others are told to BKPSDM alone: they say where people live."""
        whole = self.env.su or self.env.user.has_group("flexible_work_asn.group_bkpsdm")
        for move in self:
            known = move.sudo()
            facts = known.facts
            if not facts:
                move.explanation = False
                continue
            said = [known._say_closes(facts), known._say_giver(facts)]
            if whole:
                said += [known._say_way(facts), known._say_nearer(facts), known._say_next(facts)]
            if facts.get("load"):
                said.append(
                    self.env._("Gives %s %% of the working time to teams, and the rest to this unit.", facts["load"])
                )
            said += known._say_chain(facts)
            move.explanation = "\n".join(filter(None, said))

    def _say_closes(self, facts):
        return self.env._(
            "Closes a need of %(unit)s (%(need)s): short of %(before)s without the proposal, of %(after)s with it.",
            unit=self.department_to_id.name,
            need=self.line_id.kind or self.competence_id.name or self.env._("Anybody"),
            before=facts["short_before"],
            after=facts["short_after"],
        )

    def _say_giver(self, facts):
        giver = facts["giver"]
        return self.env._(
            "The giving unit keeps %(after)s of %(before)s people, its own minimum is %(minimum)s, and as many of its "
            "needs are filled as before.",
            after=giver["people_after"],
            before=giver["people_before"],
            minimum=giver["minimum"],
        )

    def _say_way(self, facts):
        if facts["minutes"] is None:
            return self.env._("The way from home is not known.")
        if facts["minutes_before"] is None:
            return self.env._(
                "%(minutes)s minutes from home; of %(candidates)s who could do it, number %(rank)s by the way.",
                minutes=facts["minutes"],
                candidates=facts["candidates"],
                rank=facts["rank"],
            )
        return self.env._(
            "%(minutes)s minutes from home, %(before)s until now; of %(candidates)s who could do it, number %(rank)s "
            "by the way.",
            minutes=facts["minutes"],
            before=facts["minutes_before"],
            candidates=facts["candidates"],
            rank=facts["rank"],
        )

    def _say_nearer(self, facts):
        words = {
            "moved": self.env._("moved by this proposal, too: %s"),
            "needed": self.env._("needed in their own unit: %s"),
            "minimum": self.env._("in units at their minimum: %s"),
            "free": self.env._("left, because the plan as a whole is shorter that way: %s"),
        }
        why = [words[code] % count for code, count in facts["nearer"].items() if count and code in words]
        return why and self.env._("Of those who live nearer: %s.", "; ".join(why))

    def _say_next(self, facts):
        if facts["candidates"] == 1:
            return self.env._("Nobody else could do it.")
        after = facts["next"]
        person = self.env["hr.employee"].sudo().browse(after and after["person"]).exists()
        if not person:
            return self.env._("None of the others is free to close it within the limits.")
        return self.env._(
            "Next would be %(person)s, %(minutes)s minutes away.", person=person.name, minutes=after["minutes"]
        )

    def _say_chain(self, facts):
        names = self._names_of(facts["chain"]), self._names_of(facts["replaces"])
        if names[0]:
            yield self.env._("Can be spared because others come in the same proposal: %s.", names[0])
        if names[1]:
            yield self.env._("Comes in the place of: %s.", names[1])

    def _names_of(self, ids):
        """Of those moves of this proposal that the reader may read."""
        moves = self.placement_id.move_ids.filtered(lambda move: move.employee_id.id in ids)
        return ", ".join(moves.with_user(self.env.uid)._filtered_access("read").sudo().employee_id.mapped("name"))
