using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Wisp.Modules.Portal.Data;
using Wisp.Modules.Portal.Features.SignIn;
using Wisp.Sdk;

namespace Wisp.Modules.Portal.Features.SecondFactor;

/// <summary>
/// The step between a right password and a code: a protected cookie of five minutes that names the access, and opens nothing. It is worth nothing once
/// the password was changed.
/// </summary>
[Feature]
internal sealed class CodeStep(IDataProtectionProvider protection, SubscriberManager users, TimeProvider clock)
{
    private const string Cookie = "wisp_portal_step";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);
    private readonly IDataProtector _protector = protection.CreateProtector("Wisp.Portal.CodeStep");

    public void Begin(HttpContext context, Subscriber access)
    {
        var until = clock.GetUtcNow() + Life;
        var step = _protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{access.Id}|{access.SecurityStamp}|{until.ToUnixTimeSeconds()}"));
        context.Response.Cookies.Append(Cookie, step, Shape(context));
    }

    /// <returns>Whose password was right, or <c>null</c> when that is too long ago.</returns>
    public async Task<Subscriber?> FindAsync(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { } cookie || Read(cookie) is not [var id, var stamp, var until]) return null;
        if (long.Parse(until, CultureInfo.InvariantCulture) < clock.GetUtcNow().ToUnixTimeSeconds()) return null;
        return await users.FindByIdAsync(id) is { Enabled: true, TwoFactorEnabled: true } access && access.SecurityStamp == stamp ? access : null;
    }

    public static void End(HttpContext context) => context.Response.Cookies.Delete(Cookie, Shape(context));

    private string[]? Read(string cookie)
    {
        try
        {
            return _protector.Unprotect(cookie).Split('|');
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static CookieOptions Shape(HttpContext context) => new()
    {
        Path = "/portal/sign-in", HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, IsEssential = true,
    };
}
