"""The service: it answers any image, or a stream from any image on, of any recipe, over HTTP."""
