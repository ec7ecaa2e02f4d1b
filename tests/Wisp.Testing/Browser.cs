using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Wisp.Testing;

/// <summary>What a person does with pages: opens them, fills forms by their fields' names, presses buttons.</summary>
public sealed class Browser(HttpClient client) : IDisposable
{
    public HttpClient Client => client;

    /// <summary>A browser without cookies for a process that listens on a real port.</summary>
    public static Browser At(string address) => new(new HttpClient(new CookieJar
    {
        InnerHandler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false },
    }) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(10) });

    public async Task<Page> GetAsync(string url)
    {
        using var response = await client.GetAsync(url);
        return await ReadAsync(response, url);
    }

    /// <summary>Sends a form of the page with its hidden fields, changed by what the person typed.</summary>
    /// <param name="page">The page that holds the form.</param>
    /// <param name="form">CSS selector of the form, or of the button that is pressed.</param>
    /// <param name="typed">Field names with values; <c>null</c> leaves a field out.</param>
    public async Task<Page> SubmitAsync(Page page, string form, params (string Name, string? Value)[] typed)
    {
        var (target, fields) = Filled(page, form, typed);
        if (string.Equals(page.Document.QuerySelector(form)!.GetAttribute("method"), "get", StringComparison.OrdinalIgnoreCase))
            return await GetAsync($"{target.Split('?')[0]}?{await new FormUrlEncodedContent(fields).ReadAsStringAsync()}");
        return await PostAsync(target, fields);
    }

    /// <summary>Posts fields as they are, without an anti-forgery token unless it is among them.</summary>
    public async Task<Page> PostAsync(string url, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        using var response = await client.PostAsync(url, content);
        return await ReadAsync(response, url);
    }

    /// <summary>Sends any request.</summary>
    public async Task<Page> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await client.SendAsync(request);
            return await ReadAsync(response, request.RequestUri!.OriginalString);
        }
    }

    /// <summary>Asks for a part of a page, as htmx does.</summary>
    public Task<Page> GetPartAsync(string url)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add("HX-Request", "true");
        request.Headers.Add("HX-Current-URL", "http://localhost" + url);
        return SendAsync(request);
    }

    /// <summary>Sends a form with a file.</summary>
    public Task<Page> UploadAsync(
        Page page, string form, string field, string fileName, byte[] content, string contentType, params (string Name, string? Value)[] typed)
    {
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new(contentType);
        return UploadAsync(page, form, field, fileName, file, typed);
    }

    /// <summary>Sends a form with a file that may be streamed.</summary>
    public async Task<Page> UploadAsync(
        Page page, string form, string field, string fileName, HttpContent file, params (string Name, string? Value)[] typed)
    {
        var (target, fields) = Filled(page, form, typed);
        using var parts = new MultipartFormDataContent();
        foreach (var (name, value) in fields) parts.Add(new StringContent(value), name);
        parts.Add(file, field, fileName);
        using var response = await client.PostAsync(target, parts);
        return await ReadAsync(response, target);
    }

    /// <summary>Follows redirects until a page comes.</summary>
    public async Task<Page> FollowAsync(Page page)
    {
        for (var hops = 0; page.Location is { } next && hops < 5; hops++) page = await GetAsync(next);
        return page;
    }

    public async Task SignInAsync(Account account)
    {
        var page = await GetAsync("/sign-in");
        var answer = await SubmitAsync(page, "form[method=post]", ("Email", account.Email), ("Password", account.Password));
        if (answer.Location is null) throw new InvalidOperationException($"Sign-in answered {answer.Status}: {answer.Text}");
    }

    public void Dispose() => client.Dispose();

    private static (string Target, List<KeyValuePair<string, string>> Fields) Filled(Page page, string form, (string Name, string? Value)[] typed)
    {
        var button = page.Document.QuerySelector(form) as IHtmlButtonElement;
        var element = button?.Form ?? page.Document.QuerySelector(form) as IHtmlFormElement
            ?? throw new InvalidOperationException($"{page.Url} ({page.Status}) has no form {form}: {page.Text}");
        var fields = Fields(element).Where(f => typed.All(t => t.Name != f.Key)).ToList();
        fields.AddRange(typed.Where(t => t.Value is not null).Select(t => KeyValuePair.Create(t.Name, t.Value!)));
        if (button is { Name: { Length: > 0 } name }) fields.Add(KeyValuePair.Create(name, button.Value));
        var action = button?.GetAttribute("formaction") ?? element.GetAttribute("action");
        return (action is { Length: > 0 } ? action : page.Url, fields);
    }

    private static IEnumerable<KeyValuePair<string, string>> Fields(IHtmlFormElement form)
    {
        foreach (var control in form.Elements)
        {
            switch (control)
            {
                case IHtmlInputElement { Name: { Length: > 0 } name } input when !input.IsDisabled:
                    if (input.Type is "checkbox" or "radio" && !input.IsChecked) break;
                    if (input.Type is "submit" or "button" or "file") break;
                    yield return KeyValuePair.Create(name, input.Value);
                    break;
                case IHtmlTextAreaElement { Name: { Length: > 0 } name } area:
                    yield return KeyValuePair.Create(name, area.Value);
                    break;
                case IHtmlSelectElement { Name: { Length: > 0 } name } select when !select.IsDisabled:
                    yield return KeyValuePair.Create(name, select.Value ?? "");
                    break;
            }
        }
    }

    private static async Task<Page> ReadAsync(HttpResponseMessage response, string url)
    {
        var body = await response.Content.ReadAsStringAsync();
        var document = new HtmlParser().ParseDocument(body);
        return new Page(url, response.StatusCode, response.Headers.Location?.OriginalString, body, document)
        {
            Headers = response.Headers.Concat(response.Content.Headers)
                .ToDictionary(h => h.Key, h => string.Join("\n", h.Value), StringComparer.OrdinalIgnoreCase),
        };
    }
}

/// <summary>An answer.</summary>
/// <param name="Url">What was asked.</param>
/// <param name="Status">Status code.</param>
/// <param name="Location">Where it redirects to, or <c>null</c>.</param>
/// <param name="Body">Body as text.</param>
/// <param name="Document">Body as HTML.</param>
public sealed record Page(string Url, HttpStatusCode Status, string? Location, string Body, IHtmlDocument Document)
{
    /// <summary>Headers of the answer; several of one name stand on lines of their own.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>What a person reads, blanks folded.</summary>
    public string Text => string.Join(' ', (Document.Body?.TextContent ?? Body).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Trimmed texts of the elements that match.</summary>
    public IReadOnlyList<string> Texts(string selector) =>
        [.. Document.QuerySelectorAll(selector).Select(e => string.Join(' ', e.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];
}
