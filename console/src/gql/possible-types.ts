
      export type PossibleTypesResultData = {
  "possibleTypes": {
    "ActivateApiKeyResult": [
      "ApiKeySuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "ActivateApiKeysResult": [
      "BulkApiKeysSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "BlockApiKeyResult": [
      "BlockApiKeySuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "ChangePasswordResult": [
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "SignInSuccess",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "CreateAccountResult": [
      "Conflict",
      "CreateAccountSuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "CreateApiKeyResult": [
      "ApiKeyValueSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "CreateApiKeyTemplateResult": [
      "ApiKeyTemplateSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "CreateGatewayResult": [
      "Conflict",
      "Forbidden",
      "GatewayCredentialSuccess",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "CreateRoleResult": [
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "RoleSuccess",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "CreateUserResult": [
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "UserSuccess",
      "ValidationFailed"
    ],
    "CreateWebhookResult": [
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed",
      "WebhookSecretSuccess"
    ],
    "DeactivateApiKeyResult": [
      "ApiKeySuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "DeactivateApiKeysResult": [
      "BulkApiKeysSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "DeleteAccountResult": [
      "Conflict",
      "DeleteAccountSuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "DeleteApiKeyResult": [
      "Conflict",
      "DeleteApiKeySuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "DeleteApiKeyTemplateResult": [
      "Conflict",
      "DeleteApiKeyTemplateSuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "DeleteApiKeysResult": [
      "BulkApiKeysSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "DeleteEndpointResult": [
      "Conflict",
      "DeleteEndpointSuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "DeleteEndpointsResult": [
      "BulkEndpointsSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "DeleteGatewayResult": [
      "Conflict",
      "DeleteGatewaySuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "DeleteRoleResult": [
      "Conflict",
      "DeleteRoleSuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "DeleteUserResult": [
      "Conflict",
      "DeleteUserSuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "DeleteWebhookResult": [
      "Conflict",
      "DeleteWebhookSuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "EndAllSessionsResult": [
      "Conflict",
      "EndAllSessionsSuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "GrantRoleResult": [
      "Conflict",
      "Forbidden",
      "GrantRoleSuccess",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "LogInResult": [
      "Denied",
      "LimitReached",
      "LogInSuccess",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "MoveAccountResult": [
      "Conflict",
      "Forbidden",
      "LimitReached",
      "MoveAccountSuccess",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "Node": [
      "Account",
      "ApiKey",
      "ApiKeyTemplate",
      "AuditEvent",
      "Endpoint",
      "Gateway",
      "Role",
      "RoleGrant",
      "User",
      "Webhook",
      "WebhookDelivery"
    ],
    "RefreshSessionResult": [
      "LimitReached",
      "SignInSuccess",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "RegenerateApiKeyResult": [
      "ApiKeyValueSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "RejectEndpointResult": [
      "Conflict",
      "EndpointSuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "RejectEndpointsResult": [
      "BulkEndpointsSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "RenameEndpointResult": [
      "Conflict",
      "EndpointSuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "ReplaceGatewayCredentialResult": [
      "Conflict",
      "Forbidden",
      "GatewayCredentialSuccess",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "ResumeAccountResult": [
      "AccountSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "RevokeEndpointResult": [
      "Conflict",
      "EndpointSuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "RevokeEndpointsResult": [
      "BulkEndpointsSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "RevokeGrantResult": [
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "RevokeGrantSuccess",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "RotateWebhookSecretResult": [
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed",
      "WebhookSecretSuccess"
    ],
    "SetUserPasswordResult": [
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "SetUserPasswordSuccess",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "SignInResult": [
      "LimitReached",
      "SignInSuccess",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "SignOutResult": [
      "SignOutSuccess",
      "Unauthenticated"
    ],
    "SuspendAccountResult": [
      "AccountSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "TestWebhookResult": [
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "TestWebhookSuccess",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "TrustEndpointResult": [
      "Conflict",
      "EndpointSuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "TrustEndpointsResult": [
      "BulkEndpointsSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "UnblockApiKeyResult": [
      "BlockApiKeySuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "UpdateAccountResult": [
      "AccountSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "UpdateApiKeyResult": [
      "ApiKeySuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "UpdateApiKeyTemplateResult": [
      "ApiKeyTemplateSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "UpdateGatewayResult": [
      "Conflict",
      "Forbidden",
      "GatewaySuccess",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "UpdateRoleResult": [
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "RoleSuccess",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "UpdateUserResult": [
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "UserSuccess",
      "ValidationFailed"
    ],
    "UpdateWebhookResult": [
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed",
      "WebhookSuccess"
    ],
    "UserError": [
      "Conflict",
      "Denied",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ]
  }
};
      const result: PossibleTypesResultData = {
  "possibleTypes": {
    "ActivateApiKeyResult": [
      "ApiKeySuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "ActivateApiKeysResult": [
      "BulkApiKeysSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "BlockApiKeyResult": [
      "BlockApiKeySuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "ChangePasswordResult": [
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "SignInSuccess",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "CreateAccountResult": [
      "Conflict",
      "CreateAccountSuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "CreateApiKeyResult": [
      "ApiKeyValueSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "CreateApiKeyTemplateResult": [
      "ApiKeyTemplateSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "CreateGatewayResult": [
      "Conflict",
      "Forbidden",
      "GatewayCredentialSuccess",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "CreateRoleResult": [
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "RoleSuccess",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "CreateUserResult": [
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "UserSuccess",
      "ValidationFailed"
    ],
    "CreateWebhookResult": [
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed",
      "WebhookSecretSuccess"
    ],
    "DeactivateApiKeyResult": [
      "ApiKeySuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "DeactivateApiKeysResult": [
      "BulkApiKeysSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "DeleteAccountResult": [
      "Conflict",
      "DeleteAccountSuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "DeleteApiKeyResult": [
      "Conflict",
      "DeleteApiKeySuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "DeleteApiKeyTemplateResult": [
      "Conflict",
      "DeleteApiKeyTemplateSuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "DeleteApiKeysResult": [
      "BulkApiKeysSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "DeleteEndpointResult": [
      "Conflict",
      "DeleteEndpointSuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "DeleteEndpointsResult": [
      "BulkEndpointsSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "DeleteGatewayResult": [
      "Conflict",
      "DeleteGatewaySuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "DeleteRoleResult": [
      "Conflict",
      "DeleteRoleSuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "DeleteUserResult": [
      "Conflict",
      "DeleteUserSuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "DeleteWebhookResult": [
      "Conflict",
      "DeleteWebhookSuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "EndAllSessionsResult": [
      "Conflict",
      "EndAllSessionsSuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "GrantRoleResult": [
      "Conflict",
      "Forbidden",
      "GrantRoleSuccess",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "LogInResult": [
      "Denied",
      "LimitReached",
      "LogInSuccess",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "MoveAccountResult": [
      "Conflict",
      "Forbidden",
      "LimitReached",
      "MoveAccountSuccess",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "Node": [
      "Account",
      "ApiKey",
      "ApiKeyTemplate",
      "AuditEvent",
      "Endpoint",
      "Gateway",
      "Role",
      "RoleGrant",
      "User",
      "Webhook",
      "WebhookDelivery"
    ],
    "RefreshSessionResult": [
      "LimitReached",
      "SignInSuccess",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "RegenerateApiKeyResult": [
      "ApiKeyValueSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "RejectEndpointResult": [
      "Conflict",
      "EndpointSuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "RejectEndpointsResult": [
      "BulkEndpointsSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "RenameEndpointResult": [
      "Conflict",
      "EndpointSuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "ReplaceGatewayCredentialResult": [
      "Conflict",
      "Forbidden",
      "GatewayCredentialSuccess",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "ResumeAccountResult": [
      "AccountSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "RevokeEndpointResult": [
      "Conflict",
      "EndpointSuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "RevokeEndpointsResult": [
      "BulkEndpointsSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "RevokeGrantResult": [
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "RevokeGrantSuccess",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "RotateWebhookSecretResult": [
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed",
      "WebhookSecretSuccess"
    ],
    "SetUserPasswordResult": [
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "SetUserPasswordSuccess",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "SignInResult": [
      "LimitReached",
      "SignInSuccess",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "SignOutResult": [
      "SignOutSuccess",
      "Unauthenticated"
    ],
    "SuspendAccountResult": [
      "AccountSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "TestWebhookResult": [
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "TestWebhookSuccess",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "TrustEndpointResult": [
      "Conflict",
      "EndpointSuccess",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "TrustEndpointsResult": [
      "BulkEndpointsSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "UnblockApiKeyResult": [
      "BlockApiKeySuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "UpdateAccountResult": [
      "AccountSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "UpdateApiKeyResult": [
      "ApiKeySuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "UpdateApiKeyTemplateResult": [
      "ApiKeyTemplateSuccess",
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "UpdateGatewayResult": [
      "Conflict",
      "Forbidden",
      "GatewaySuccess",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "UpdateRoleResult": [
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "RoleSuccess",
      "Unauthenticated",
      "ValidationFailed"
    ],
    "UpdateUserResult": [
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "UserSuccess",
      "ValidationFailed"
    ],
    "UpdateWebhookResult": [
      "Conflict",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed",
      "WebhookSuccess"
    ],
    "UserError": [
      "Conflict",
      "Denied",
      "Forbidden",
      "LimitReached",
      "NotFound",
      "Unauthenticated",
      "ValidationFailed"
    ]
  }
};
      export default result;
    