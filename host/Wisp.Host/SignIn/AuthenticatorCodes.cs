using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Host.SignIn;

/// <summary>Six digits of an authenticator app (RFC 6238), each good once: the framework's own provider takes a code again and again.</summary>
internal sealed class AuthenticatorCodes(IDatabase<HostDb> database, TimeProvider clock) : IUserTwoFactorTokenProvider<Operator>
{
    public const string Name = "Authenticator";
    private const int StepSeconds = 30;

    // Clocks of phones are a little off.
    private const int Tolerance = 1;

    public async Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<Operator> manager, Operator user) =>
        !string.IsNullOrEmpty(await manager.GetAuthenticatorKeyAsync(user));

    public Task<string> GenerateAsync(string purpose, UserManager<Operator> manager, Operator user) => Task.FromResult("");

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<Operator> manager, Operator user)
    {
        if (token.Length != 6 || await manager.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } text) return false;
        var (key, now) = (Base32.Decode(text), clock.GetUtcNow().ToUnixTimeSeconds() / StepSeconds);
        for (var step = now - Tolerance; step <= now + Tolerance; step++)
            if (token == Code(key, step)) return await UseAsync(user.Id, step);
        return false;
    }

    /// <summary>The code of a half minute.</summary>
    public static string Code(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[8], digest = stackalloc byte[20];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // What authenticator apps compute.
        HMACSHA1.HashData(key, counter, digest);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(digest[(digest[^1] & 0x0f)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private async Task<bool> UseAsync(Guid operatorId, long step) =>
        await database.Source.Sql(
            "update host.operator set second_factor_step = $2 where id = $1 and coalesce(second_factor_step, 0) < $2", operatorId, step)
            .RunAsync() == 1;
}
