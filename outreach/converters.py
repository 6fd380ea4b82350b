"""Parts of addresses that are words of ours."""

from outreach.wizard import WizardStep


class StepConverter:
    """A step of the wizard by its name; anything else is no address of ours."""

    regex = "|".join(WizardStep)

    def to_python(self, value: str) -> WizardStep:
        """The step."""
        return WizardStep(value)

    def to_url(self, value: str) -> str:
        """Its name; raises ValueError for what is no step, so that ``reverse`` finds nothing."""
        return WizardStep(value).value
