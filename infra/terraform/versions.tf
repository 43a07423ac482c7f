terraform {
  # Conditions of variables that look at other variables need 1.9.
  required_version = ">= 1.9"
  required_providers {
    google = {
      source = "hashicorp/google"
      # The release whose arguments provider-schema.json lists.
      version = "6.50.0"
    }
  }
}

provider "google" {
  project = var.project
  region  = var.location
}

data "google_project" "this" {
  project_id = var.project
}
