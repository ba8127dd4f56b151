/**
 * The fields of `config` of the plugins of Kong OSS: of prometheus and http-log as recorded from
 * Kong 3.9.3 (`GET /schemas/plugins/X`), of the others from the schemas of Kong's documentation
 * (developer.konghq.com @bc1cd7426, versions 3.4–3.9 together; then 3.10–3.15). First level only.
 */

export interface PluginFields {
  /** Up to 3.9, the last OSS line. */
  readonly oss: readonly string[];
  /** Since 3.10, in Enterprise and Konnect. */
  readonly later: readonly string[];
}

export const PLUGIN_FIELDS: Readonly<Record<string, PluginFields>> = {
  acl: fields(
    'allow always_use_authenticated_groups deny hide_groups_header ' + 'include_consumer_groups',
    '',
  ),
  acme: fields(
    'account_email account_key allow_any_domain api_uri cert_type domains ' +
      'eab_hmac_key eab_kid enable_ipv4_common_name fail_backoff_minutes ' +
      'preferred_chain renew_threshold_days rsa_key_size storage storage_config ' +
      'tos_accepted',
    '',
  ),
  'ai-prompt-decorator': fields('max_request_body_size prompts', 'llm_format'),
  'ai-prompt-guard': fields(
    'allow_all_conversation_history allow_patterns deny_patterns match_all_roles ' +
      'max_request_body_size',
    'genai_category llm_format',
  ),
  'ai-prompt-template': fields(
    'allow_untemplated_requests log_original_request max_request_body_size templates',
    '',
  ),
  'ai-proxy': fields(
    'auth logging max_request_body_size model model_name_header response_streaming ' + 'route_type',
    'genai_category llm_format',
  ),
  'ai-request-transformer': fields(
    'http_proxy_host http_proxy_port http_timeout https_proxy_host https_proxy_port ' +
      'https_verify llm max_request_body_size prompt transformation_extract_pattern',
    '',
  ),
  'ai-response-transformer': fields(
    'http_proxy_host http_proxy_port http_timeout https_proxy_host https_proxy_port ' +
      'https_verify llm max_request_body_size parse_llm_response_json_instructions ' +
      'prompt transformation_extract_pattern',
    '',
  ),
  'aws-lambda': fields(
    'aws_assume_role_arn aws_imds_protocol_version aws_key aws_region ' +
      'aws_role_session_name aws_secret aws_sts_endpoint_url awsgateway_compatible ' +
      'base64_encode_body disable_https empty_arrays_mode forward_request_body ' +
      'forward_request_headers forward_request_method forward_request_uri function_name ' +
      'host invocation_type is_proxy_integration keepalive log_type port proxy_url ' +
      'qualifier skip_large_bodies timeout unhandled_status',
    'awsgateway_compatible_payload_version preserve_lambda_api_error_code ssl_verify',
  ),
  'azure-functions': fields(
    'apikey appname clientid functionname hostdomain https https_verify keepalive ' +
      'routeprefix timeout',
    '',
  ),
  'basic-auth': fields('anonymous hide_credentials realm', 'brute_force_protection principals'),
  'bot-detection': fields('allow deny', ''),
  'correlation-id': fields('echo_downstream generator header_name', ''),
  cors: fields(
    'credentials exposed_headers headers max_age methods origins preflight_continue ' +
      'private_network',
    'allow_origin_absent',
  ),
  datadog: fields(
    'consumer_tag flush_timeout host metrics port prefix queue queue_size retry_count ' +
      'service_name_tag status_tag',
    'route_name_tag',
  ),
  'file-log': fields('custom_fields_by_lua path reopen', ''),
  'grpc-gateway': fields('proto', ''),
  'grpc-web': fields('allow_origin_header pass_stripped_path proto', ''),
  'hmac-auth': fields(
    'algorithms anonymous clock_skew enforce_headers hide_credentials realm ' +
      'validate_request_body',
    '',
  ),
  'http-log': fields(
    'content_type custom_fields_by_lua flush_timeout headers http_endpoint keepalive ' +
      'method queue queue_size retry_count timeout',
    'client_certificate ssl_verify',
  ),
  'ip-restriction': fields('allow deny message status', ''),
  jwt: fields(
    'anonymous claims_to_verify cookie_names header_names key_claim_name ' +
      'maximum_expiration realm run_on_preflight secret_is_base64 uri_param_names',
    '',
  ),
  'key-auth': fields(
    'anonymous hide_credentials key_in_body key_in_header key_in_query key_names ' +
      'realm run_on_preflight',
    'identity_realms principals',
  ),
  'ldap-auth': fields(
    'anonymous attribute base_dn cache_ttl header_type hide_credentials keepalive ' +
      'ldap_host ldap_port ldaps realm start_tls timeout verify_ldap_host',
    '',
  ),
  loggly: fields(
    'client_errors_severity custom_fields_by_lua host key log_level port ' +
      'server_errors_severity successful_severity tags timeout',
    '',
  ),
  oauth2: fields(
    'accept_http_if_already_terminated anonymous auth_header_name ' +
      'enable_authorization_code enable_client_credentials enable_implicit_grant ' +
      'enable_password_grant global_credentials hide_credentials mandatory_scope ' +
      'persistent_refresh_token pkce provision_key realm refresh_token_ttl ' +
      'reuse_refresh_token scopes token_expiration',
    '',
  ),
  opentelemetry: fields(
    'batch_flush_delay batch_span_count connect_timeout endpoint header_type headers ' +
      'http_response_header_for_traceid logs_endpoint propagation queue read_timeout ' +
      'resource_attributes sampling_rate send_timeout traces_endpoint',
    'access_logs access_logs_endpoint metrics sampling_strategy',
  ),
  'post-function': fields(
    'access body_filter certificate header_filter log rewrite ws_client_frame ' +
      'ws_close ws_handshake ws_upstream_frame',
    '',
  ),
  'pre-function': fields(
    'access body_filter certificate header_filter log rewrite ws_client_frame ' +
      'ws_close ws_handshake ws_upstream_frame',
    '',
  ),
  prometheus: fields(
    'ai_metrics bandwidth_metrics latency_metrics per_consumer status_code_metrics ' +
      'upstream_health_metrics',
    'wasm_metrics',
  ),
  'proxy-cache': fields(
    'cache_control cache_ttl content_type ignore_uri_case memory request_method ' +
      'response_code response_headers storage_ttl strategy vary_headers ' +
      'vary_query_params',
    '',
  ),
  'rate-limiting': fields(
    'day error_code error_message fault_tolerant header_name hide_client_headers hour ' +
      'limit_by minute month path policy redis redis_database redis_host redis_password ' +
      'redis_port redis_server_name redis_ssl redis_ssl_verify redis_timeout ' +
      'redis_username second sync_rate year',
    '',
  ),
  redirect: fields('keep_incoming_path location status_code', ''),
  'request-size-limiting': fields('allowed_payload_size require_content_length size_unit', ''),
  'request-termination': fields('body content_type echo message status_code trigger', ''),
  'request-transformer': fields('add append http_method remove rename replace', ''),
  'response-ratelimiting': fields(
    'block_on_first_violation fault_tolerant header_name hide_client_headers limit_by ' +
      'limits policy redis redis_database redis_host redis_password redis_port ' +
      'redis_server_name redis_ssl redis_ssl_verify redis_timeout redis_username',
    '',
  ),
  'response-transformer': fields('add append remove rename replace', ''),
  session: fields(
    'absolute_timeout audience cookie_domain cookie_http_only cookie_name cookie_path ' +
      'cookie_same_site cookie_secure idling_timeout logout_methods logout_post_arg ' +
      'logout_query_arg read_body_for_logout remember remember_absolute_timeout ' +
      'remember_cookie_name remember_rolling_timeout request_headers response_headers ' +
      'rolling_timeout secret stale_ttl storage',
    'bind hash_subject store_metadata',
  ),
  'standard-webhooks': fields('secret_v1 tolerance_second', ''),
  statsd: fields(
    'allow_status_codes consumer_identifier_default flush_timeout host ' +
      'hostname_in_prefix metrics port prefix queue queue_size retry_count ' +
      'service_identifier_default tag_style udp_packet_size use_tcp ' +
      'workspace_identifier_default',
    '',
  ),
  syslog: fields(
    'client_errors_severity custom_fields_by_lua facility log_level ' +
      'server_errors_severity successful_severity',
    '',
  ),
  'tcp-log': fields('custom_fields_by_lua host keepalive port timeout tls tls_sni', 'ssl_verify'),
  'udp-log': fields('custom_fields_by_lua host port timeout', ''),
  zipkin: fields(
    'connect_timeout default_header_type default_service_name header_type ' +
      'http_endpoint http_response_header_for_traceid http_span_name include_credential ' +
      'local_service_name phase_duration_flavor propagation queue read_timeout ' +
      'sample_ratio send_timeout static_tags tags_header traceid_byte_count',
    '',
  ),
};

function fields(oss: string, later: string): PluginFields {
  return { oss: oss.split(' '), later: later === '' ? [] : later.split(' ') };
}
