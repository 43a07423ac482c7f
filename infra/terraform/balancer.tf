locals {
  # What answers at each address when routes.tf.json does not say `batch`.
  addresses = {
    interactive = var.domain
    high-volume = coalesce(var.high_volume_domain, "high-volume.${var.domain}")
  }
}

resource "google_compute_region_network_endpoint_group" "function" {
  for_each              = { for name, service in local.services : name => service if service.public }
  name                  = "terrane-${each.key}"
  region                = var.location
  network_endpoint_type = "SERVERLESS"
  cloud_run {
    service = google_cloudfunctions2_function.function[each.key].name
  }
}

resource "google_compute_backend_service" "function" {
  for_each              = google_compute_region_network_endpoint_group.function
  name                  = "terrane-${each.key}"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  backend {
    group = each.value.id
  }
}

resource "google_compute_url_map" "terrane" {
  name            = "terrane"
  default_service = google_compute_backend_service.function["interactive"].id

  dynamic "host_rule" {
    for_each = local.addresses
    content {
      hosts        = [host_rule.value]
      path_matcher = host_rule.key
    }
  }

  dynamic "path_matcher" {
    for_each = local.addresses
    content {
      name            = path_matcher.key
      default_service = google_compute_backend_service.function[path_matcher.key].id

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
          for_each = local.batch_routes.templates
          content {
            path_template_match = match_rules.value
          }
        }
      }
    }
  }
}

# One for each address: a certificate is not given out before all its names point here.
resource "google_compute_managed_ssl_certificate" "terrane" {
  for_each   = local.addresses
  name       = "terrane-${each.key}-${substr(sha256(each.value), 0, 8)}"
  depends_on = [google_project_service.apis]

  managed {
    domains = [each.value]
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "google_compute_target_https_proxy" "terrane" {
  name             = "terrane"
  url_map          = google_compute_url_map.terrane.id
  ssl_certificates = [for certificate in google_compute_managed_ssl_certificate.terrane : certificate.id]
}

# Kept apart from the forwarding rule, so that the domains' records stay right when that is made anew.
resource "google_compute_global_address" "terrane" {
  name       = "terrane"
  depends_on = [google_project_service.apis]
}

resource "google_compute_global_forwarding_rule" "terrane" {
  name                  = "terrane"
  target                = google_compute_target_https_proxy.terrane.id
  ip_address            = google_compute_global_address.terrane.id
  port_range            = "443"
  load_balancing_scheme = "EXTERNAL_MANAGED"
}
