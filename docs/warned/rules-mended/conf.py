project = "Rules, mended"
extensions = ["myst_parser", "sphinx_tdd"]
suppress_warnings = ["toc.not_included"]
html_theme = "basic"

tdd_template_path = ["templates"]
tdd_documents = {}
# The rules that are off or information by default.
tdd_severity = {
    "component_without_responsibility": "warning",
    "decision_proposed_when_approved": "warning",
    "decision_undated": "warning",
    "entity_without_attributes": "warning",
    "error_without_response": "warning",
    "integration_without_failure_mode": "warning",
    "metric_without_target": "warning",
    "question_unowned": "warning",
    "requirement_unverified": "warning",
    "requirement_without_target": "warning",
    "risk_unowned": "warning",
    "rollout_step_without_rollback": "warning",
    "section_order": "warning",
    "use_case_without_flow": "warning",
}
