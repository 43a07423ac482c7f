locals {
  # Deliveries at a time: all that the instances of the steps' function take, and of exports' and of imports' chunks no more than it has threads for.
  deliveries = {
    terrane-dispatch  = var.max_instances.steps * local.services.steps.slots
    terrane-schedules = var.max_instances.steps
    terrane-plans     = var.max_instances.steps * (local.services.steps.concurrency - 3 * local.services.steps.slots - 1)
    terrane-chunks    = var.max_instances.steps * local.services.steps.slots
    terrane-imports   = var.max_instances.steps * local.services.steps.slots
  }
}

# Wake-ups: what to start, and chunks to compute. Order and truth are in Firestore; queues only limit and repeat, and the sweep wakes what they
# have given up.
resource "google_cloud_tasks_queue" "queue" {
  for_each   = local.deliveries
  name       = each.key
  location   = var.location
  depends_on = [google_project_service.apis]

  rate_limits {
    max_dispatches_per_second = 100
    max_concurrent_dispatches = each.value
  }

  retry_config {
    max_attempts = 100
    min_backoff  = "1s"
    max_backoff  = "300s"
  }
}

# Lost wake-ups, expired leases, due schedules.
resource "google_cloud_scheduler_job" "sweep" {
  name             = "terrane-sweep"
  region           = var.location
  schedule         = "* * * * *"
  attempt_deadline = "320s"
  depends_on       = [google_project_service.apis]

  # The next minute's call makes up for one that failed.
  retry_config {
    retry_count = 0
  }

  http_target {
    uri         = "${local.steps_url}/tasks/sweep"
    http_method = "POST"
    headers     = { "Content-Type" = "application/json" }
    body        = base64encode("{}")
    oidc_token {
      service_account_email = google_service_account.tasks.email
      audience              = local.steps_url
    }
  }
}
