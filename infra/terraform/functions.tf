locals {
  # An address that is known before the function exists: the function needs it in its own environment. It is the audience of the ID tokens, too.
  steps_url = "https://terrane-steps-${data.google_project.this.number}.${var.location}.run.app"

  environment = merge({
    GOOGLE_CLOUD_PROJECT          = var.project
    TERRANE_LOCATION              = var.location
    TERRANE_BUCKET                = google_storage_bucket.assets.name
    TERRANE_UPLOADS               = google_storage_bucket.uploads.name
    TERRANE_BATCH_URL             = local.steps_url
    TERRANE_TASKS_SERVICE_ACCOUNT = google_service_account.tasks.email
    TERRANE_AUTH                  = join(",", var.auth)
    TERRANE_USERS                 = join(",", var.users)
    TERRANE_OWNERS                = join(",", var.owners)
    TERRANE_AUDIENCES             = join(",", var.audiences)
    TERRANE_FIREBASE_PROJECT      = coalesce(var.firebase_project, var.project)
    TERRANE_OIDC_ISSUER           = var.oidc_issuer
    TERRANE_OIDC_AUDIENCE         = join(",", var.oidc_audiences)
    TERRANE_BUCKETS               = join(",", [for bucket in keys(var.data_buckets) : "*/${bucket}"])
    TERRANE_ALLOWED_ORIGINS       = join(",", var.allowed_origins)
  }, var.settings)
}

# The same archive four times: two that answer at once, one for the calls about exports and imports, and one that computes their steps.
# services.tf.json is made from functions/shared/settings.ts and infra/generate/services.ts: npm run reference
resource "google_cloudfunctions2_function" "function" {
  for_each = local.services
  name     = "terrane-${each.key}"
  location = var.location

  build_config {
    runtime           = "nodejs24"
    entry_point       = each.value.entry_point
    service_account   = google_service_account.build.id
    docker_repository = google_artifact_registry_repository.images.id
    source {
      storage_source {
        bucket = google_storage_bucket.source.name
        object = google_storage_bucket_object.source.name
      }
    }
  }

  service_config {
    available_cpu                    = each.value.cpu
    available_memory                 = each.value.memory
    max_instance_request_concurrency = each.value.concurrency
    timeout_seconds                  = each.value.seconds
    min_instance_count               = var.min_instances[each.key]
    max_instance_count               = var.max_instances[each.key]
    service_account_email            = google_service_account.functions.email
    ingress_settings                 = each.value.public ? "ALLOW_INTERNAL_AND_GCLB" : "ALLOW_INTERNAL_ONLY"
    environment_variables            = { for name, value in merge(each.value.environment, local.environment) : name => value if value != "" }

    dynamic "secret_environment_variables" {
      for_each = var.token_secret == "" ? [] : [var.token_secret]
      content {
        key        = "TERRANE_TOKEN"
        project_id = var.project
        secret     = secret_environment_variables.value
        version    = "latest"
      }
    }
  }

  depends_on = [
    google_project_iam_member.build,
    google_project_iam_member.functions_firestore,
    google_secret_manager_secret_iam_member.functions_token,
  ]
}

# Terrane checks tokens itself. Were Cloud Run to check them, too, it would take only ID tokens, which the official clients do not send, and it
# would hand them on without their signature, which Terrane then could not check.
resource "google_cloud_run_v2_service_iam_member" "invokers" {
  for_each = { for name, function in google_cloudfunctions2_function.function : name => function if var.allow_all_invokers }
  location = each.value.location
  name     = each.value.name
  role     = "roles/run.invoker"
  member   = "allUsers"
}
