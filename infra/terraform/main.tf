terraform {
  required_version = ">= 1.5"
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 6.0"
    }
  }
}

provider "google" {
  project = var.project
  region  = var.location
}

resource "google_project_service" "apis" {
  for_each = toset([
    "cloudfunctions.googleapis.com", "run.googleapis.com", "cloudbuild.googleapis.com", "firestore.googleapis.com",
    "cloudtasks.googleapis.com", "cloudscheduler.googleapis.com", "storage.googleapis.com", "compute.googleapis.com",
  ])
  service            = each.value
  disable_on_destroy = false
}

# State: operations, chunks, maps and assets.
resource "google_firestore_database" "default" {
  name        = "(default)"
  location_id = var.location
  type        = "FIRESTORE_NATIVE"
  depends_on  = [google_project_service.apis]
}

# Maps, thumbnails and tables are forgotten by themselves.
resource "google_firestore_field" "expire_time" {
  for_each   = toset(["maps", "thumbnails", "tables"])
  database   = google_firestore_database.default.name
  collection = each.value
  field      = "expireTime"
  ttl_config {}
}

# The rasters of assets, uploads, and the parts of exports to assets.
resource "google_storage_bucket" "assets" {
  name                        = "${var.project}-terrane"
  location                    = var.location
  uniform_bucket_level_access = true
}

resource "google_storage_bucket_object" "source" {
  name   = "source/${filemd5(var.source_archive)}.zip"
  bucket = google_storage_bucket.assets.name
  source = var.source_archive
}

resource "google_service_account" "functions" {
  account_id   = "terrane-functions"
  display_name = "Terrane: functions"
}

# Cloud Tasks and Cloud Scheduler call the batch function as this account.
resource "google_service_account" "tasks" {
  account_id   = "terrane-tasks"
  display_name = "Terrane: queues and scheduler"
}

resource "google_project_iam_member" "functions" {
  for_each = toset(["roles/datastore.user", "roles/storage.objectAdmin", "roles/cloudtasks.enqueuer"])
  project  = var.project
  role     = each.value
  member   = google_service_account.functions.member
}

resource "google_service_account_iam_member" "functions_act_as_tasks" {
  service_account_id = google_service_account.tasks.name
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.functions.member
}

# Wake-ups: what to start, and chunks to compute. Order and truth are in Firestore; queues only limit and repeat.
resource "google_cloud_tasks_queue" "dispatch" {
  name     = "terrane-dispatch"
  location = var.location
  rate_limits {
    max_dispatches_per_second = 50
    max_concurrent_dispatches = 20
  }
  retry_config {
    max_attempts = -1
    min_backoff  = "1s"
    max_backoff  = "60s"
  }
}

resource "google_cloud_tasks_queue" "chunks" {
  name     = "terrane-chunks"
  location = var.location
  rate_limits {
    max_dispatches_per_second = 100
    max_concurrent_dispatches = 100
  }
  retry_config {
    max_attempts = -1
    min_backoff  = "2s"
    max_backoff  = "300s"
  }
}

locals {
  functions = {
    interactive = { seconds = 310, memory = "4Gi", cpu = "2", concurrency = 20, instances = 100 }
    batch       = { seconds = 1800, memory = "4Gi", cpu = "2", concurrency = 2, instances = 100 }
  }
}

resource "google_cloudfunctions2_function" "function" {
  for_each = local.functions
  name     = "terrane-${each.key}"
  location = var.location

  build_config {
    runtime     = "nodejs24"
    entry_point = each.key
    environment_variables = {
      GOOGLE_FUNCTION_SOURCE = "dist/functions/${each.key}/index.js"
    }
    source {
      storage_source {
        bucket = google_storage_bucket.assets.name
        object = google_storage_bucket_object.source.name
      }
    }
  }

  service_config {
    timeout_seconds                  = each.value.seconds
    available_memory                 = each.value.memory
    available_cpu                    = each.value.cpu
    max_instance_request_concurrency = each.value.concurrency
    max_instance_count               = each.value.instances
    service_account_email            = google_service_account.functions.email
    ingress_settings                 = "ALLOW_INTERNAL_AND_GCLB"
    environment_variables = {
      GOOGLE_CLOUD_PROJECT          = var.project
      TERRANE_BUCKET                = google_storage_bucket.assets.name
      TERRANE_LOCATION              = var.location
      TERRANE_BATCH_URL             = "https://${var.domain}"
      TERRANE_TASKS_SERVICE_ACCOUNT = google_service_account.tasks.email
    }
  }

  depends_on = [google_project_service.apis]
}

# Lost wake-ups, expired leases, due schedules.
resource "google_cloud_scheduler_job" "sweep" {
  name     = "terrane-sweep"
  schedule = "* * * * *"
  http_target {
    uri         = "https://${var.domain}/tasks/sweep"
    http_method = "POST"
    oidc_token {
      service_account_email = google_service_account.tasks.email
      audience              = "https://${var.domain}"
    }
  }
}

# One address before both functions.
resource "google_compute_region_network_endpoint_group" "function" {
  for_each              = local.functions
  name                  = "terrane-${each.key}"
  region                = var.location
  network_endpoint_type = "SERVERLESS"
  cloud_run {
    service = google_cloudfunctions2_function.function[each.key].name
  }
}

resource "google_compute_backend_service" "function" {
  for_each              = local.functions
  name                  = "terrane-${each.key}"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  backend {
    group = google_compute_region_network_endpoint_group.function[each.key].id
  }
}

resource "google_compute_url_map" "terrane" {
  name            = "terrane"
  default_service = google_compute_backend_service.function["interactive"].id

  host_rule {
    hosts        = [var.domain]
    path_matcher = "api"
  }

  path_matcher {
    name            = "api"
    default_service = google_compute_backend_service.function["interactive"].id

    # routes.tf.json is made from the table of methods: npm run reference
    route_rules {
      priority = 1
      service  = google_compute_backend_service.function["batch"].id
      dynamic "match_rules" {
        for_each = local.batch_routes.full
        content {
          full_path_match = match_rules.value
        }
      }
      dynamic "match_rules" {
        for_each = local.batch_routes.prefixes
        content {
          prefix_match = match_rules.value
        }
      }
      dynamic "match_rules" {
        for_each = local.batch_routes.templates
        content {
          path_template_match = match_rules.value
        }
      }
    }
  }
}

resource "google_compute_managed_ssl_certificate" "terrane" {
  name = "terrane"
  managed {
    domains = [var.domain]
  }
}

resource "google_compute_target_https_proxy" "terrane" {
  name             = "terrane"
  url_map          = google_compute_url_map.terrane.id
  ssl_certificates = [google_compute_managed_ssl_certificate.terrane.id]
}

resource "google_compute_global_forwarding_rule" "terrane" {
  name                  = "terrane"
  target                = google_compute_target_https_proxy.terrane.id
  port_range            = "443"
  load_balancing_scheme = "EXTERNAL_MANAGED"
}
