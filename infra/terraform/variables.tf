variable "project" {
  description = "The Google Cloud project that Terrane runs in."
  type        = string
}

variable "location" {
  description = "Region of the functions, the queues, the database and the buckets."
  type        = string
  default     = "us-central1"
}

variable "source_archive" {
  description = "Path of the archive that `npm run archive` writes."
  type        = string
  default     = "../../terrane.zip"
}

variable "domain" {
  description = "Host name of Terrane, such as terrane.example.org."
  type        = string
}

variable "high_volume_domain" {
  description = "Host name of the service for many small requests; high-volume.DOMAIN if left out."
  type        = string
  default     = ""
}

variable "auth" {
  description = "The tokens that are taken (TERRANE_AUTH): google, firebase, oidc, key, token."
  type        = list(string)
  default     = ["google"]
  validation {
    condition     = length(var.auth) > 0 && length(setsubtract(var.auth, ["google", "firebase", "oidc", "key", "token"])) == 0
    error_message = "auth must name at least one of google, firebase, oidc, key and token."
  }
}

variable "users" {
  description = "Who may use the server: email addresses, @domains, or *."
  type        = list(string)
  default     = []
}

variable "owners" {
  description = "Who owns all projects, and lets others into them: email addresses or @domains."
  type        = list(string)
  default     = []
  validation {
    condition     = length(var.owners) > 0 || var.token_secret != ""
    error_message = "Name at least one owner, or a token_secret: without them nobody could let anybody in."
  }
}

variable "audiences" {
  description = "The OAuth clients that Google's tokens may be made for; any if empty, and then no ID tokens."
  type        = list(string)
  default     = []
}

variable "firebase_project" {
  description = "The Firebase project whose users sign in; the project itself if left out."
  type        = string
  default     = ""
}

variable "oidc_issuer" {
  description = "The issuer of an OpenID Connect provider."
  type        = string
  default     = ""
  validation {
    condition     = !contains(var.auth, "oidc") || startswith(var.oidc_issuer, "https://")
    error_message = "oidc in auth needs an oidc_issuer that begins with https://."
  }
}

variable "oidc_audiences" {
  description = "Whom the tokens of that provider must be for."
  type        = list(string)
  default     = []
  validation {
    condition     = !contains(var.auth, "oidc") || length(var.oidc_audiences) > 0
    error_message = "oidc in auth needs oidc_audiences."
  }
}

variable "token_secret" {
  description = "Name of a secret in Secret Manager that holds the secret of `token` (TERRANE_TOKEN)."
  type        = string
  default     = ""
  validation {
    condition     = contains(var.auth, "token") == (var.token_secret != "")
    error_message = "token in auth and token_secret need one another."
  }
}

variable "allowed_origins" {
  description = "Web pages that may call: origins, or *."
  type        = list(string)
  default     = []
}

variable "data_buckets" {
  description = "Buckets that all projects may use, and how: read (imports, Blob), or write (exports, too). TERRANE_BUCKETS in settings names them by project."
  type        = map(string)
  default     = {}
  validation {
    condition     = alltrue([for use in values(var.data_buckets) : contains(["read", "write"], use)])
    error_message = "The use of a bucket is read or write."
  }
}

variable "allow_all_invokers" {
  description = "Whether Cloud Run lets every request through to Terrane, which checks it; false where the organisation forbids allUsers (see docs/deploy.md)."
  type        = bool
  default     = true
}

variable "min_instances" {
  description = "Instances that are kept ready; each costs something all the time."
  type = object({
    interactive = optional(number, 0)
    high-volume = optional(number, 0)
    batch       = optional(number, 0)
    steps       = optional(number, 0)
  })
  default = {}
}

variable "max_instances" {
  description = "The most instances there may be at a time: the limit of what can be spent."
  type = object({
    interactive = optional(number, 10)
    high-volume = optional(number, 10)
    batch       = optional(number, 5)
    steps       = optional(number, 20)
  })
  default = {}
}

variable "settings" {
  description = "Further environment variables of the functions, by name; README.md lists them."
  type        = map(string)
  default     = {}
}

variable "soft_delete_days" {
  description = "Days for which deleted files of assets can be brought back: 0, or 7 to 90. They are paid for meanwhile."
  type        = number
  default     = 7
  validation {
    condition     = var.soft_delete_days == 0 || (var.soft_delete_days >= 7 && var.soft_delete_days <= 90)
    error_message = "soft_delete_days must be 0, or between 7 and 90."
  }
}

variable "keep_data" {
  description = "Whether the database and the files of assets outlive terraform destroy."
  type        = bool
  default     = true
}
