using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Wisp.Sdk;
using Xunit.Abstractions;

namespace Wisp.Portal.Tests;

/// <summary>
/// Neither an answer nor the time that it takes tells whether an address is a client's (PORTAL-03). It has a site of its own, without a worker: nothing else
/// takes time there. Nothing is switched off: many addresses are tried, none of them so often that it is locked.
/// </summary>
[Collection(TimedTests.Name)]
public sealed partial class TimingTests(ITestOutputHelper output)
{
    private const string Wrong = "no es esta clave";

    // What may lie between the medians: no network is so quiet that less could be seen through it.
    private const double MostMilliseconds = 0.15;

    // Standard errors, of the medians and of the ranks: two that are the same lie further apart once in 1,700,000 runs.
    private const double MostErrors = 5;

    [Fact]
    [Trait("rule", "PORTAL-03")]
    public async Task A_known_and_an_unknown_address_get_the_same_bytes_for_the_same_work()
    {
        await using var tried = await TriedSite.MakeAsync(3);
        await foreach (var (known, unknown) in Pairs(tried, "/portal/sign-in", 3))
        {
            Assert.Equal((HttpStatusCode.OK, known.Text), (unknown.Status, unknown.Text));
            Assert.Contains("El e-mail o la contraseña no son correctos", known.Text, StringComparison.Ordinal);
        }

        // One password each was hashed, as often as all are.
        Assert.Equal(Enumerable.Repeat(Accounts.Iterations, 6), tried.Hashed);

        await foreach (var (known, unknown) in Pairs(tried, "/portal/forgot", 3))
        {
            Assert.Equal((HttpStatusCode.OK, known.Text), (unknown.Status, unknown.Text));
            Assert.Contains("le llega un enlace", known.Text, StringComparison.Ordinal);
        }

        // What was typed was written down, and nothing else.
        Assert.Equal(6, await tried.App.Database.ValueAsync<long>("select count(*) from host.event where name = 'portal.link-requested'"));
        Assert.Equal(1, await tried.App.Database.ValueAsync<long>("select count(distinct length((payload - 'at')::text)) from host.event where name = 'portal.link-requested'"));
        Assert.Equal(6, tried.Hashed.Count);
        Assert.Equal(0, await tried.App.Database.ValueAsync<long>("select count(*) from portal.link"));
    }

    [DeepFact]
    [Trait("rule", "PORTAL-03")]
    public Task A_thousand_wrong_passwords_take_as_long_for_known_as_for_unknown_addresses() => CompareAsync("/portal/sign-in");

    [DeepFact]
    [Trait("rule", "PORTAL-03")]
    public Task A_thousand_forgotten_passwords_take_as_long_for_known_as_for_unknown_addresses() => CompareAsync("/portal/forgot");

    private async Task CompareAsync(string url)
    {
        const int Addresses = 300, Rounds = 4;
        await using var tried = await TriedSite.MakeAsync(Addresses);
        List<double> known = [], unknown = [];
        var (token, client) = (await tried.TokenAsync(url), tried.Browser.Client);
        for (var round = -1; round < Rounds; round++)
            for (var at = 0; at < Addresses; at++)
            {
                // Each goes first half of the time.
                var knownFirst = (at + round) % 2 == 0;
                foreach (var isKnown in (bool[])[knownFirst, !knownFirst])
                {
                    var took = await TimeAsync(client, url, token, isKnown ? TriedSite.Known(at) : TriedSite.Unknown(at));
                    // The first round warms it up.
                    if (round >= 0) (isKnown ? known : unknown).Add(took);
                }
            }

        var (apart, error, z) = (Median(known) - Median(unknown), Math.Sqrt(Variance(known) + Variance(unknown)), Ranks(known, unknown));
        output.WriteLine($"{url}: {known.Count} tries each; known {Told(known)}; unknown {Told(unknown)}; medians differ by {apart:0.0000} ms, standard error {error:0.0000}; z = {z:0.00}");
        Assert.True(known.Count >= 1000 && unknown.Count == known.Count);
        // A machine that does other things beside sees less.
        var most = Math.Max(MostMilliseconds, MostErrors * error);
        Assert.InRange(apart, -most, most);
        Assert.InRange(z, -MostErrors, MostErrors);
    }

    private static async Task<double> TimeAsync(HttpClient client, string url, string token, string email)
    {
        using var content = new FormUrlEncodedContent(Fields(token, email));
        var begun = Stopwatch.GetTimestamp();
        using var answer = await client.PostAsync(url, content);
        await answer.Content.ReadAsByteArrayAsync();
        var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return took;
    }

    /// <summary>What a known and what an unknown address is answered, without what is new in every page.</summary>
    private static async IAsyncEnumerable<((HttpStatusCode Status, string Text) Known, (HttpStatusCode Status, string Text) Unknown)> Pairs(TriedSite tried, string url, int count)
    {
        var token = await tried.TokenAsync(url);
        async Task<(HttpStatusCode, string)> Ask(string email)
        {
            var page = await tried.Browser.PostAsync(url, Fields(token, email));
            return (page.Status, New().Replace(page.Body, "").Replace(email, "", StringComparison.Ordinal));
        }

        for (var at = 0; at < count; at++) yield return (await Ask(TriedSite.Known(at)), await Ask(TriedSite.Unknown(at)));
    }

    private static KeyValuePair<string, string>[] Fields(string token, string email) => [new("__RequestVerificationToken", token), new("Email", email), new("Password", Wrong)];

    private static double Median(IEnumerable<double> times) => At([.. times.Order()], 0.5);

    /// <summary>Of a median, by the quarters about it.</summary>
    private static double Variance(List<double> times)
    {
        double[] sorted = [.. times.Order()];
        return Math.Pow(0.93 * (At(sorted, 0.75) - At(sorted, 0.25)), 2) / sorted.Length;
    }

    private static double At(double[] sorted, double part) => sorted[(int)(part * (sorted.Length - 1))];

    private static string Told(List<double> times)
    {
        double[] sorted = [.. times.Order()];
        return $"{At(sorted, 0.5):0.0000} ms (quarters {At(sorted, 0.25):0.0000} and {At(sorted, 0.75):0.0000}, 95 % under {At(sorted, 0.95):0.0000})";
    }

    /// <summary>Mann and Whitney's U, as so many standard deviations from what two of the same kind give.</summary>
    private static double Ranks(List<double> one, List<double> other)
    {
        var (sum, rank) = (0d, 0);
        foreach (var (_, isOne) in one.Select(time => (time, true)).Concat(other.Select(time => (time, false))).OrderBy(entry => entry.Item1))
        {
            rank++;
            if (isOne) sum += rank;
        }

        var (n, m) = ((double)one.Count, (double)other.Count);
        return (sum - (n * (n + 1) / 2) - (n * m / 2)) / Math.Sqrt(n * m * (n + m + 1) / 12);
    }

    // The token against forgery and the number that lets the page's own style through.
    [GeneratedRegex("(?<=value=\")CfDJ8[^\"]*|(?<=nonce=\")[^\"]*")]
    private static partial Regex New();

    /// <summary>A site with clients who have passwords, and whose hashing is watched.</summary>
    private sealed class TriedSite : IAsyncDisposable
    {
        private TriedSite(WispApp app, Browser browser, ConcurrentQueue<int> hashed) => (App, Browser, Hashed) = (app, browser, hashed);

        public WispApp App { get; }

        public Browser Browser { get; }

        /// <summary>How often each password that was compared went through the hash.</summary>
        public ConcurrentQueue<int> Hashed { get; }

        public static string Known(int at) => $"cliente{at:0000}@example.org";

        public static string Unknown(int at) => $"extrano{at:0000}@example.org";

        public static async Task<TriedSite> MakeAsync(int count)
        {
            var app = await WispApp.StartAsync();
            var hashed = new ConcurrentQueue<int>();
            var watched = app.WithWebHostBuilder(builder => builder.ConfigureTestServices(services => Watch(services, hashed)));
            var hash = new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = Accounts.Iterations })).HashPassword(new object(), PortalApp.Password);
            await app.Database.RunAsync(
                """
                with made as (
                  insert into clients.client (name, country, email, status, created_at, updated_at)
                  select 'Cliente ' || n, 'AR', 'cliente' || to_char(n, 'FM0000') || '@example.org', 'active', now(), now() from generate_series(0, $1 - 1) n returning id)
                insert into portal.access (id, security_stamp, concurrency_stamp, password_hash, password_at, made_at) select id, 'x', 'x', $2, now(), now() from made
                """, count, hash);
            return new TriedSite(app, new Browser(watched.CreateDefaultClient(new Uri("http://localhost"), new CookieJar())), hashed);
        }

        public async Task<string> TokenAsync(string url) =>
            (await Browser.GetAsync(url)).Document.QuerySelector("form.stack input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

        public async ValueTask DisposeAsync()
        {
            Browser.Dispose();
            await App.DisposeAsync();
        }

        // The module's own kind of subscriber cannot be named here.
        private static void Watch(IServiceCollection services, ConcurrentQueue<int> hashed)
        {
            var hasher = services.Last(service => service.ServiceType.IsGenericType && service.ServiceType.GetGenericTypeDefinition() == typeof(IPasswordHasher<>) && service.ServiceType.GenericTypeArguments[0].Name == "Subscriber");
            services.AddSingleton(hashed);
            services.Replace(new(hasher.ServiceType, typeof(WatchedHasher<>).MakeGenericType(hasher.ServiceType.GenericTypeArguments), hasher.Lifetime));
        }
    }

    private sealed class WatchedHasher<T>(IOptions<PasswordHasherOptions> options, ConcurrentQueue<int> hashed) : PasswordHasher<T>(options)
        where T : class
    {
        public override PasswordVerificationResult VerifyHashedPassword(T user, string hashedPassword, string providedPassword)
        {
            // Identity's third format: a mark, the function, how often, …
            hashed.Enqueue(System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(Convert.FromBase64String(hashedPassword).AsSpan(5)));
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}

/// <summary>What takes time is measured while no other test runs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TimedTests
{
    public const string Name = "timed";
}
