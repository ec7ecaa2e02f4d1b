using Microsoft.AspNetCore.Identity;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.SignIn;

/// <summary>Six digits of an authenticator app (RFC 6238), each good once: the framework's own provider takes a code again and again.</summary>
internal sealed class AuthenticatorCodes(IDatabase<HostDb> database, TimeProvider clock) : IUserTwoFactorTokenProvider<Operator>
{
    public const string Name = "Authenticator";

    public async Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<Operator> manager, Operator user) =>
        !string.IsNullOrEmpty(await manager.GetAuthenticatorKeyAsync(user));

    public Task<string> GenerateAsync(string purpose, UserManager<Operator> manager, Operator user) => Task.FromResult("");

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<Operator> manager, Operator user) =>
        await manager.GetAuthenticatorKeyAsync(user) is { Length: > 0 } key && AuthenticatorCode.StepOf(key, token, clock.GetUtcNow()) is { } step && await UseAsync(user.Id, step);

    private async Task<bool> UseAsync(Guid operatorId, long step) =>
        await database.Source.Sql(
            "update host.operator set second_factor_step = $2 where id = $1 and coalesce(second_factor_step, 0) < $2", operatorId, step)
            .RunAsync() == 1;
}
