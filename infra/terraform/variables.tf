variable "project" {
  description = "The Google Cloud project that Terrane runs in."
  type        = string
}

variable "location" {
  description = "Region of the functions, the queues and the bucket."
  type        = string
  default     = "us-central1"
}

variable "source_archive" {
  description = "Path of a zip of the repository's package.json, package-lock.json and dist/ (npm run build)."
  type        = string
}

variable "domain" {
  description = "Host name of the one address of Terrane; a managed certificate is made for it."
  type        = string
}
