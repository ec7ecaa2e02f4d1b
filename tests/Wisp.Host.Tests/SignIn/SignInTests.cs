using System.Buffers.Binary;
using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Wisp.Runtime.Operators;
using Wisp.Testing;

namespace Wisp.Host.Tests.SignIn;

public sealed class SignInTests(OwnHost host) : IClassFixture<OwnHost>
{
    private readonly WispApp _app = host.App;

    [Fact]
    public async Task Right_wrong_unknown_disabled_and_locked_are_told_apart_by_nobody()
    {
        var (right, disabled, locked) = (await MakeAsync(), await MakeAsync(), await MakeAsync());
        await _app.Database.RunAsync("update host.operator set disabled = true where id = $1", disabled.Id);
        await _app.Database.RunAsync("update host.operator set lockout_end = now() + interval '1 hour' where id = $1", locked.Id);
        var answers = new List<Page>
        {
            await TryAsync(right.Email, "otra clave larga 22"), await TryAsync("nobody@wisp.example", right.Password),
            await TryAsync(disabled.Email, disabled.Password), await TryAsync(locked.Email, locked.Password),
            await TryAsync("", ""), await TryAsync("a\u0001b@wisp.example", "x\u0001y"), await TryAsync(new string('a', 300), "x"),
        };

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(["El correo y la contraseña no coinciden, o hubo demasiados intentos. Probá de nuevo en unos minutos."],
            answers.SelectMany(answer => answer.Texts("[role=alert]")).Distinct());
        Assert.All(answers, answer => Assert.DoesNotContain("wisp_admin", answer.Headers.GetValueOrDefault("Set-Cookie", ""), StringComparison.Ordinal));
        Assert.Equal("/", (await TryAsync(right.Email, right.Password)).Location);
    }

    [Fact]
    public async Task Whatever_the_address_one_hash_of_the_usual_weight_is_computed()
    {
        var (known, disabled, locked) = (await MakeAsync(), await MakeAsync(), await MakeAsync());
        await _app.Database.RunAsync("update host.operator set disabled = true where id = $1", disabled.Id);
        await _app.Database.RunAsync("update host.operator set lockout_end = now() + interval '1 hour' where id = $1", locked.Id);
        var hashed = new List<uint>();
        await using var weighing = _app.WithWebHostBuilder(builder => builder.ConfigureTestServices(services => services
            .AddScoped<IPasswordHasher<Operator>>(scope => new WeighingHasher(scope.GetRequiredService<IOptions<PasswordHasherOptions>>(), hashed))));

        foreach (var email in new[] { known.Email, "unknown@wisp.example", disabled.Email, locked.Email })
        {
            hashed.Clear();
            using var browser = new Browser(weighing.CreateDefaultClient(new Uri("http://localhost"), new CookieJar()));
            await browser.SubmitAsync(await browser.GetAsync("/sign-in"), "form[method=post]", ("Email", email), ("Password", "otra clave larga 22"));
            Assert.Equal([(uint)Accounts.Iterations], hashed);
        }
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour()
    {
        var account = await MakeAsync();
        for (var i = 0; i < 5; i++) await TryAsync(account.Email, "otra clave larga 22");

        Assert.Null((await TryAsync(account.Email, account.Password)).Location);
        var minutes = await _app.Database.ValueAsync<double>(
            "select extract(epoch from lockout_end - now())::float8 / 60 from host.operator where id = $1", account.Id);
        Assert.InRange(minutes, 14, 15);

        await _app.Database.RunAsync("update host.operator set lockout_end = now() - interval '1 second' where id = $1", account.Id);
        Assert.Equal("/", (await TryAsync(account.Email, account.Password)).Location);
    }

    [Fact]
    [Trait("case", "I09")]
    public async Task One_address_or_one_account_has_only_so_many_tries()
    {
        await using var strict = WispApp.StartOn(await TestDatabase.CloneAsync(), ("Wisp:SignInsPerAddress", "4"), ("Wisp:SignInsPerAccount", "3"));
        using var browser = strict.NewBrowser();
        var account = await Accounts.MakeAsync(strict.Database);
        var page = await browser.GetAsync("/sign-in");
        for (var i = 0; i < 3; i++) await browser.SubmitAsync(page, "form[method=post]", ("Email", account.Email), ("Password", "otra clave 33"));

        var fourth = await browser.SubmitAsync(page, "form[method=post]", ("Email", account.Email), ("Password", account.Password));
        Assert.Equal((HttpStatusCode.OK, null), (fourth.Status, fourth.Location));
        Assert.Equal(3, await strict.Database.ValueAsync<int>("select access_failed_count from host.operator where id = $1", account.Id));

        var fifth = await browser.SubmitAsync(page, "form[method=post]", ("Email", "other@wisp.example"), ("Password", "x"));
        Assert.Equal(HttpStatusCode.TooManyRequests, fifth.Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/sign-in")).Status);
    }

    [Theory]
    [InlineData("/clients?q=ana", "/clients?q=ana")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("\\\\evil.example", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("https:evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("\t//evil.example", "/")]
    [InlineData(" //evil.example", "/")]
    [InlineData("/\n/evil.example", "/")]
    [InlineData("~//evil.example", "/")]
    [InlineData("evil.example", "/")]
    [InlineData("", "/")]
    public async Task The_way_back_stays_on_this_site(string returnUrl, string expected)
    {
        var account = await MakeAsync();
        using var browser = _app.NewBrowser();
        var page = await browser.GetAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        var answer = await browser.SubmitAsync(page, "form[method=post]", ("Email", account.Email), ("Password", account.Password));
        Assert.Equal(expected, answer.Location);

        // One who is signed in already is sent on, and the language form sends back.
        Assert.Equal(expected, (await browser.GetAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}")).Location);
        var language = await browser.SubmitAsync(await browser.GetAsync("/account"), "form[action='/language']", ("language", "es"), ("returnUrl", returnUrl));
        Assert.Equal(expected, language.Location);
    }

    [Fact]
    public async Task What_was_asked_for_comes_after_the_sign_in()
    {
        using var browser = _app.NewBrowser();
        var account = await MakeAsync("clients.view");
        var led = await browser.GetAsync("/clients?q=ana");
        Assert.EndsWith("/sign-in?returnUrl=%2Fclients%3Fq%3Dana", led.Location, StringComparison.Ordinal);
        var page = await browser.GetAsync("/sign-in?returnUrl=%2Fclients%3Fq%3Dana");
        Assert.Equal("/clients?q=ana",
            (await browser.SubmitAsync(page, "form[method=post]", ("Email", account.Email.ToUpperInvariant() + " "), ("Password", account.Password))).Location);
    }

    private Task<Account> MakeAsync(params string[] permissions) => Accounts.MakeAsync(_app.Database, permissions);

    private async Task<Page> TryAsync(string email, string password)
    {
        using var browser = _app.NewBrowser();
        return await browser.SubmitAsync(await browser.GetAsync("/sign-in"), "form[method=post]", ("Email", email), ("Password", password));
    }

    /// <summary>Notes how many rounds each hash takes that a password is compared with.</summary>
    private sealed class WeighingHasher(IOptions<PasswordHasherOptions> options, List<uint> hashed) : PasswordHasher<Operator>(options)
    {
        public override PasswordVerificationResult VerifyHashedPassword(Operator user, string hashedPassword, string providedPassword)
        {
            // Format, kind of function, rounds.
            hashed.Add(BinaryPrimitives.ReadUInt32BigEndian(Convert.FromBase64String(hashedPassword).AsSpan(5)));
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
