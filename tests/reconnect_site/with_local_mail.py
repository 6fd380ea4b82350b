"""The site's URLs as they are after ``make run``: with the page of the mails on this machine."""

from reconnect_site import local_mail, urls

urlpatterns = [*urls.urlpatterns, *local_mail.urlpatterns]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
