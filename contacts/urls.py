"""URLs of contacts. contacts_list and outreach_contact are in outreach: they show outreaches."""

from django.urls import path

from contacts.views import encounters, imports, last_in_touch, people, tags, trash

urlpatterns = [
    path("new/", people.add, name="contacts_add"),
    path("<uuid:contact_id>/edit/", people.edit, name="contacts_edit"),
    path(
        "<uuid:contact_id>/do-not-contact/", people.do_not_contact, name="contacts_do_not_contact"
    ),
    path(
        "<uuid:contact_id>/do-not-contact/lift/",
        people.lift_do_not_contact,
        name="contacts_lift_do_not_contact",
    ),
    # The history
    path("<uuid:contact_id>/in-touch/", encounters.in_touch, name="contacts_in_touch"),
    path("<uuid:contact_id>/encounters/", encounters.add, name="contacts_encounter_add"),
    path(
        "<uuid:contact_id>/encounters/<uuid:encounter_id>/",
        encounters.edit,
        name="contacts_encounter_edit",
    ),
    path(
        "<uuid:contact_id>/encounters/<uuid:encounter_id>/delete/",
        encounters.delete,
        name="contacts_encounter_delete",
    ),
    path("last-in-touch/", last_in_touch.ask, name="contacts_last_in_touch"),
    path("last-in-touch/undo/", last_in_touch.undo, name="contacts_last_in_touch_undo"),
    # Trash
    path("trash/", trash.trash, name="contacts_trash"),
    path("<uuid:contact_id>/delete/", trash.delete, name="contacts_delete"),
    path("<uuid:contact_id>/restore/", trash.restore, name="contacts_restore"),
    # Imports
    path("import/", imports.imports, name="contacts_imports"),
    path("import/<uuid:import_id>/", imports.show, name="contacts_import"),
    path("import/<uuid:import_id>/progress/", imports.progress, name="contacts_import_progress"),
    path("import/<uuid:import_id>/read/", imports.read_again, name="contacts_import_read_again"),
    path("import/<uuid:import_id>/choose/", imports.decide, name="contacts_import_decide"),
    path("import/<uuid:import_id>/save/", imports.save, name="contacts_import_save"),
    path("import/<uuid:import_id>/cancel/", imports.cancel, name="contacts_import_cancel"),
    path("import/<uuid:import_id>/undo/", imports.undo, name="contacts_import_undo"),
    path("import/<uuid:import_id>/problems/", imports.problems, name="contacts_import_problems"),
    # Tags
    path("tags/", tags.tags, name="contacts_tags"),
    path("tags/<uuid:tag_id>/", tags.tag, name="contacts_tag"),
    path("tags/<uuid:tag_id>/delete/", tags.delete, name="contacts_tag_delete"),
]
