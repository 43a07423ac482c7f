output "address" {
  description = "What the A records of both domains must say."
  value       = google_compute_global_address.terrane.address
}

output "url" {
  description = "The base URL for the clients."
  value       = "https://${local.addresses["interactive"]}"
}

output "high_volume_url" {
  description = "The base URL for many small requests."
  value       = "https://${local.addresses["high-volume"]}"
}

output "bucket" {
  description = "The bucket of the assets' files."
  value       = google_storage_bucket.assets.name
}

output "functions_account" {
  description = "The account that the functions run as: give it rights on buckets of other projects."
  value       = google_service_account.functions.email
}

output "certificates" {
  description = "The certificates, to ask whether they are ACTIVE."
  value       = { for name, certificate in google_compute_managed_ssl_certificate.terrane : name => certificate.name }
}
