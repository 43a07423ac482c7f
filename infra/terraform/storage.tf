# The rasters of assets, uploads, texts of requests and operations, and the parts of exports to assets.
resource "google_storage_bucket" "assets" {
  name                        = "${var.project}-terrane"
  location                    = var.location
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = !var.keep_data
  depends_on                  = [google_project_service.apis]

  # Objects are written once and never changed, so versions would keep nothing but what was deleted: that is what soft deletion does.
  soft_delete_policy {
    retention_duration_seconds = var.soft_delete_days * 86400
  }

  # Maps, thumbnails and tables can be fetched for a day.
  lifecycle_rule {
    condition {
      age            = 2
      matches_prefix = ["expressions/"]
    }
    action {
      type = "Delete"
    }
  }

  # Uploads that nobody has ended.
  lifecycle_rule {
    condition {
      age = 7
    }
    action {
      type = "AbortIncompleteMultipartUpload"
    }
  }
}

# Files that users upload in order to import them. An import removes what it has read; the rest goes after a day.
resource "google_storage_bucket" "uploads" {
  name                        = "${var.project}-terrane-uploads"
  location                    = var.location
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = true
  depends_on                  = [google_project_service.apis]

  soft_delete_policy {
    retention_duration_seconds = 0
  }

  lifecycle_rule {
    condition {
      age = 1
    }
    action {
      type = "Delete"
    }
  }

  lifecycle_rule {
    condition {
      age = 1
    }
    action {
      type = "AbortIncompleteMultipartUpload"
    }
  }
}

# Archives of the functions' code.
resource "google_storage_bucket" "source" {
  name                        = "${var.project}-terrane-source"
  location                    = var.location
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = true
  depends_on                  = [google_project_service.apis]
}

resource "google_storage_bucket_object" "source" {
  name   = "terrane-${filesha256(var.source_archive)}.zip"
  bucket = google_storage_bucket.source.name
  source = var.source_archive
}

resource "google_artifact_registry_repository" "images" {
  repository_id = "terrane"
  location      = var.location
  format        = "DOCKER"
  description   = "Images of the functions."
  depends_on    = [google_project_service.apis]

  cleanup_policies {
    id     = "keep-the-newest"
    action = "KEEP"
    most_recent_versions {
      keep_count = 3
    }
  }

  cleanup_policies {
    id     = "delete-old-ones"
    action = "DELETE"
    condition {
      older_than = "2592000s"
    }
  }
}
