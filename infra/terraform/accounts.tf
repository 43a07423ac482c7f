# The functions run as this account.
resource "google_service_account" "functions" {
  account_id   = "terrane-functions"
  display_name = "Terrane: functions"
  depends_on   = [google_project_service.apis]
}

# Cloud Tasks and Cloud Scheduler call the steps as this account. It has no rights: the functions know it by its ID tokens.
resource "google_service_account" "tasks" {
  account_id   = "terrane-tasks"
  display_name = "Terrane: queues and scheduler"
  depends_on   = [google_project_service.apis]
}

# Cloud Build makes the functions' images as this account.
resource "google_service_account" "build" {
  account_id   = "terrane-build"
  display_name = "Terrane: builds"
  depends_on   = [google_project_service.apis]
}

# Firestore knows no rights on less than a database.
resource "google_project_iam_member" "functions_firestore" {
  project = var.project
  role    = "roles/datastore.user"
  member  = google_service_account.functions.member
  condition {
    title      = "terrane-database"
    expression = "resource.name == \"projects/${var.project}/databases/${google_firestore_database.default.name}\""
  }
}

resource "google_storage_bucket_iam_member" "functions_assets" {
  bucket = google_storage_bucket.assets.name
  role   = "roles/storage.objectUser"
  member = google_service_account.functions.member
}

resource "google_storage_bucket_iam_member" "functions_uploads" {
  bucket = google_storage_bucket.uploads.name
  role   = "roles/storage.objectUser"
  member = google_service_account.functions.member
}

# Buckets of the team: nothing but their objects, and only in those that are listed.
resource "google_storage_bucket_iam_member" "functions_data" {
  for_each = var.data_buckets
  bucket   = each.key
  role     = each.value == "write" ? "roles/storage.objectUser" : "roles/storage.objectViewer"
  member   = google_service_account.functions.member
}

resource "google_cloud_tasks_queue_iam_member" "functions_enqueue" {
  for_each = google_cloud_tasks_queue.queue
  location = each.value.location
  name     = each.value.name
  role     = "roles/cloudtasks.enqueuer"
  member   = google_service_account.functions.member
}

# Whoever makes a task that calls as an account must be allowed to act as it.
resource "google_service_account_iam_member" "functions_act_as_tasks" {
  service_account_id = google_service_account.tasks.name
  role               = "roles/iam.serviceAccountUser"
  member             = google_service_account.functions.member
}

resource "google_secret_manager_secret_iam_member" "functions_token" {
  for_each  = toset(var.token_secret == "" ? [] : [var.token_secret])
  secret_id = each.value
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.functions.member
}

# What Google asks for of an account that builds functions. It reads archives from a bucket that Cloud Functions makes for itself, so its right
# to read cannot be given on one bucket.
resource "google_project_iam_member" "build" {
  for_each = toset(["roles/logging.logWriter", "roles/artifactregistry.writer", "roles/storage.objectViewer"])
  project  = var.project
  role     = each.value
  member   = google_service_account.build.member
}
