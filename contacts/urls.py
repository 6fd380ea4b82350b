"""URLs of contacts."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
