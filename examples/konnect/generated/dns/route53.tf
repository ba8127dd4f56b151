# Route 53 health checks and records for the gateways of konnect. Written by ballast generate.
# A worked example: set the variables, terraform init, terraform plan, terraform apply.
#
# The time it takes when a gateway is lost: noticed after at most 2 x 10 s + 4 s to connect + 2 s to answer = 26 s,
# forgotten by resolvers after 30 s more: 56 s, which is 4% of the 1296 s of full outage
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
    "payments-eu-west" = {
      address = "192.0.2.1"
      port    = 443
      tls     = true
    }
    "payments-eu-central" = {
      address = "192.0.2.2"
      port    = 443
      tls     = true
    }
  }
}

locals {
  checks = {
    "payments-eu-west/paymentAPI"    = { gateway = "payments-eu-west", path = "/ballast/health/eu-west-1/paymentAPI" }
    "payments-eu-west/accountAPI"    = { gateway = "payments-eu-west", path = "/ballast/health/eu-west-1/accountAPI" }
    "payments-eu-central/paymentAPI" = { gateway = "payments-eu-central", path = "/ballast/health/eu-central-1/paymentAPI" }
    "payments-eu-central/accountAPI" = { gateway = "payments-eu-central", path = "/ballast/health/eu-central-1/accountAPI" }
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

# The first choice is asked for as long as it is healthy. When all checks fail, Route 53 answers as if none did.
resource "aws_route53_record" "gateway" {
  for_each = {
    "payments-eu-west"    = "PRIMARY"
    "payments-eu-central" = "SECONDARY"
  }
  zone_id         = var.zone_id
  name            = var.record_name
  type            = "A"
  ttl             = 30
  records         = [var.gateways[each.key].address]
  set_identifier  = each.key
  health_check_id = aws_route53_health_check.gateway[each.key].id

  failover_routing_policy {
    type = each.value
  }
}
