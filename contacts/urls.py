"""URLs of contacts. The list, the page of a contact and its history are in outreach: they show
outreaches, or change what comes next."""

from django.urls import path

from contacts.views import imports, last_in_touch, people, tags, trash

urlpatterns = [
    path("new/", people.add, name="contacts_add"),
    path("<uuid:contact_id>/edit/", people.edit, name="contacts_edit"),
    path(
        "<uuid:contact_id>/do-not-contact/lift/",
        people.lift_do_not_contact,
        name="contacts_lift_do_not_contact",
    ),
    path("last-in-touch/", last_in_touch.ask, name="contacts_last_in_touch"),
    path("last-in-touch/undo/", last_in_touch.undo, name="contacts_last_in_touch_undo"),
    # Trash
    path("trash/", trash.trash, name="contacts_trash"),
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
