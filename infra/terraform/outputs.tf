output "url" {
  description = "The base URL for the clients; the domain's address record must point at `address`."
  value       = "https://${var.domain}"
}

output "address" {
  value = google_compute_global_forwarding_rule.terrane.ip_address
}

output "bucket" {
  value = google_storage_bucket.assets.name
}
