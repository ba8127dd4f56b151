# Route 53 health checks and records for the gateways of three-regions. Written by ballast generate.
# A worked example: set the variables, terraform init, terraform plan, terraform apply.
#
# The time it takes when a gateway is lost: noticed after at most 2 x 10 s + 4 s to connect + 2 s to answer = 26 s,
# forgotten by resolvers after 30 s more: 56 s, which is 22% of the 259 s of full outage
# that the strictest objective allows in its window.
# Only clients of that gateway are hit; clients that keep addresses longer than the TTL (old JVMs,
# connection pools) are hit for longer. A shorter TTL helps less than it seems, since 10 s is the
# shortest interval.
#
# What a check says: 200 when this gateway can serve the service, if need be from another region. So
# targets that die move nobody here, Kong and Ballast see to them; DNS moves clients when a gateway is
# gone or can reach nothing.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "zone_id" {
  description = "Hosted zone of the record."
  type        = string
}

variable "record_name" {
  description = "Name that clients ask for; also the Host header of the checks."
  type        = string
}

# Public IPv4 address of each gateway (or of what stands before its nodes), as Route 53 reaches it.
variable "gateways" {
  type = map(object({
    address = string
    port    = number
    tls     = bool
  }))
  default = {
    "kong-ams" = {
      address = "192.0.2.1"
      port    = 443
      tls     = true
    }
    "kong-fra" = {
      address = "192.0.2.2"
      port    = 443
      tls     = true
    }
    "kong-dub" = {
      address = "192.0.2.3"
      port    = 443
      tls     = true
    }
  }
}

locals {
  checks = {
    "kong-ams/searchAPI"  = { gateway = "kong-ams", path = "/ballast/health/amsterdam/searchAPI" }
    "kong-ams/pricingAPI" = { gateway = "kong-ams", path = "/ballast/health/amsterdam/pricingAPI" }
    "kong-ams/reportAPI"  = { gateway = "kong-ams", path = "/ballast/health/amsterdam/reportAPI" }
    "kong-ams/ledgerAPI"  = { gateway = "kong-ams", path = "/ballast/health/amsterdam/ledgerAPI" }
    "kong-fra/searchAPI"  = { gateway = "kong-fra", path = "/ballast/health/frankfurt/searchAPI" }
    "kong-fra/pricingAPI" = { gateway = "kong-fra", path = "/ballast/health/frankfurt/pricingAPI" }
    "kong-fra/reportAPI"  = { gateway = "kong-fra", path = "/ballast/health/frankfurt/reportAPI" }
    "kong-fra/ledgerAPI"  = { gateway = "kong-fra", path = "/ballast/health/frankfurt/ledgerAPI" }
    "kong-dub/searchAPI"  = { gateway = "kong-dub", path = "/ballast/health/dublin/searchAPI" }
    "kong-dub/pricingAPI" = { gateway = "kong-dub", path = "/ballast/health/dublin/pricingAPI" }
    "kong-dub/reportAPI"  = { gateway = "kong-dub", path = "/ballast/health/dublin/reportAPI" }
    "kong-dub/ledgerAPI"  = { gateway = "kong-dub", path = "/ballast/health/dublin/ledgerAPI" }
  }
}

resource "aws_route53_health_check" "service" {
  for_each          = local.checks
  type              = var.gateways[each.value.gateway].tls ? "HTTPS" : "HTTP"
  ip_address        = var.gateways[each.value.gateway].address
  port              = var.gateways[each.value.gateway].port
  fqdn              = var.record_name
  resource_path     = each.value.path
  request_interval  = 10
  failure_threshold = 2
  tags              = { Name = each.key }
}

# Healthy while the gateway can serve every service.
resource "aws_route53_health_check" "gateway" {
  for_each               = var.gateways
  type                   = "CALCULATED"
  child_healthchecks     = [for key, check in local.checks : aws_route53_health_check.service[key].id if check.gateway == each.key]
  child_health_threshold = length([for check in local.checks : check if check.gateway == each.key])
  tags                   = { Name = each.key }
}

# Weight 0 is considered only when no record with a weight is healthy. When all checks fail, Route 53 answers as if none did.
resource "aws_route53_record" "gateway" {
  for_each = {
    "kong-ams" = 100
    "kong-fra" = 0
    "kong-dub" = 0
  }
  zone_id         = var.zone_id
  name            = var.record_name
  type            = "A"
  ttl             = 30
  records         = [var.gateways[each.key].address]
  set_identifier  = each.key
  health_check_id = aws_route53_health_check.gateway[each.key].id

  weighted_routing_policy {
    weight = each.value
  }
}
