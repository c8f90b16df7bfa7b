using System.Text;

namespace Lms.Tests.BadInput;

public sealed class WhatNobodyCanMean : BadInputTest
{
    [Test]
    public async Task An_id_that_no_library_gives_is_refused_by_name()
    {
        foreach (var operation in Operations.Where(operation => operation.HasId))
        {
            foreach (var id in Values.Ids.Append(operation.Path.StartsWith("/transactions", StringComparison.Ordinal) ? "-2" : "2147483648"))
                await RefusedAsync(operation, operation.At(id), operation.TakesJson ? TextOf(operation.TakesAnObject ? "{}" : "[]", operation.MediaType) : null, "id", HttpStatusCode.BadRequest, id);
        }

        await ExpectNoComplaintAsync();
    }

    [Test]
    public async Task A_parameter_that_has_an_impossible_value_is_refused_by_name()
    {
        foreach (var operation in Operations)
        {
            foreach (var parameter in operation.Query)
            {
                foreach (var value in Values.Text(parameter.Kind))
                    await RefusedAsync(operation, $"{PathOf(operation)}?{parameter.Name}={value}", null, parameter.Name, HttpStatusCode.BadRequest, $"{parameter.Name}={value}");
            }
        }

        await ExpectNoComplaintAsync();
    }

    [Test]
    public async Task A_reference_to_what_cannot_be_there_is_refused_by_name()
    {
        foreach (var operation in Operations)
        {
            foreach (var parameter in operation.Query.Where(parameter => parameter.Name.EndsWith("Id", StringComparison.Ordinal)))
            {
                foreach (var value in new[] { "0", "-1" })
                    await RefusedAsync(operation, $"{PathOf(operation)}?{parameter.Name}={value}", null, parameter.Name, HttpStatusCode.BadRequest, $"{parameter.Name}={value}");
            }

            foreach (var member in operation.Body.Where(member => member.Name.EndsWith("Id", StringComparison.Ordinal)))
            {
                foreach (var value in new[] { "0", "-1" })
                    await RefusedAsync(operation, PathOf(operation), TextOf(member.BodyWith(value), operation.MediaType), member.Name, HttpStatusCode.BadRequest, member.BodyWith(value));
            }
        }

        await ExpectNoComplaintAsync();
    }

    [Test]
    public async Task A_parameter_that_nobody_knows_or_that_stands_twice_is_refused_by_name()
    {
        foreach (var operation in Operations)
        {
            var body = operation.TakesJson ? TextOf(operation.TakesAnObject ? "{}" : "[]", operation.MediaType) : null;
            if (!operation.Path.StartsWith("/auth/", StringComparison.Ordinal))
                await RefusedAsync(operation, PathOf(operation) + "?colour=red", body, "colour", HttpStatusCode.BadRequest, "colour=red");
            foreach (var parameter in operation.Query)
                await RefusedAsync(operation, $"{PathOf(operation)}?{parameter.Name}=1&{parameter.Name}=2", null, parameter.Name, HttpStatusCode.BadRequest, $"{parameter.Name} twice");
        }

        await ExpectNoComplaintAsync();
    }

    [Test]
    public async Task A_page_that_no_list_has_is_refused_by_name()
    {
        string[] cursors =
        [
            "nonsense", "%", "AAAA", "e30", "bnVsbA", "W10", .. new[]
            {
                """{"order":"","keys":[]}""", """{"order":"","keys":null}""", """{"order":"","keys":["x"]}""", """{"order":"","keys":[null]}""", """{"order":"","keys":[1e400]}""",
                """{"order":"","keys":[1.5]}""", """{"order":"","keys":[1,2]}""", """{"order":"","keys":[{}]}""", """{"order":null,"keys":[1]}""", """{"order":"title","keys":["\u0000",1]}""",
            }.Select(text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_')),
            new string('A', 4001),
        ];
        foreach (var operation in Operations.Where(operation => operation.Query.Any(parameter => parameter.Name == "limit")))
        {
            foreach (var limit in new[] { "0", "-1", "201", "100000" })
                await RefusedAsync(operation, $"{PathOf(operation)}?limit={limit}", null, "limit", HttpStatusCode.BadRequest, limit);
            foreach (var cursor in cursors)
                await RefusedAsync(operation, $"{PathOf(operation)}?cursor={cursor}", null, "cursor", HttpStatusCode.BadRequest, cursor);
            foreach (var sort in new[] { "nothing", "id,id", "-", "--id", ",", "id;drop table books" })
                await RefusedAsync(operation, $"{PathOf(operation)}?sort={sort}", null, "sort", HttpStatusCode.BadRequest, sort);
        }

        await ExpectNoComplaintAsync();
    }

    [Test]
    public async Task A_body_that_is_no_object_is_refused()
    {
        string[] texts = ["null", "[]", "\"x\"", "5", "{", "}", "{\"", "{]", "{'title':'x'}", "{\"a\":}", "title=x", "<xml/>", "{} {}", "\uFEFF[]"];
        foreach (var operation in Operations.Where(operation => operation.NeedsABody && operation.TakesAnObject))
        {
            foreach (var text in texts.Append(""))
                await RefusedAsync(operation, PathOf(operation), TextOf(text, operation.MediaType), null, HttpStatusCode.BadRequest, text);
        }

        await ExpectNoComplaintAsync();
    }

    [Test]
    public async Task A_body_of_another_kind_is_refused()
    {
        string?[] kinds = ["text/plain", "application/xml", "application/octet-stream", "application/x-www-form-urlencoded", "text/json;charset=nonsense", "application/json; charset=nonsense", null];
        foreach (var operation in Operations.Where(operation => operation.NeedsABody && operation.TakesJson))
        {
            foreach (var kind in kinds)
                await RefusedAsync(operation, PathOf(operation), TextOf("{}", kind), null, HttpStatusCode.UnsupportedMediaType, kind ?? "no kind");
            await RefusedAsync(operation, PathOf(operation), new MultipartFormDataContent("x") { { new StringContent("Emma"), "title" } }, null, HttpStatusCode.UnsupportedMediaType, "a form with parts");
        }

        await ExpectNoComplaintAsync();
    }

    [Test]
    public async Task A_member_that_nobody_knows_or_that_stands_twice_is_refused_by_name()
    {
        foreach (var operation in Operations.Where(operation => operation.TakesAnObject))
        {
            await RefusedAsync(operation, PathOf(operation), TextOf("""{"colour":"red"}""", operation.MediaType), "colour", HttpStatusCode.BadRequest, "unknown");
            if (operation.Body.FirstOrDefault(member => member.Kind == "string" && !member.Name.Contains('.', StringComparison.Ordinal)) is { } text)
                await RefusedAsync(operation, PathOf(operation), TextOf($$"""{"{{text.Name}}":"a","{{text.Name}}":"b"}""", operation.MediaType), text.Name, HttpStatusCode.BadRequest, "twice");
        }

        await ExpectNoComplaintAsync();
    }

    [Test]
    public async Task A_body_that_is_nested_without_end_is_refused()
    {
        var nested = new string('[', 1000) + new string(']', 1000);
        var objects = string.Concat(Enumerable.Repeat("{\"a\":", 1000)) + "1" + new string('}', 1000);
        foreach (var operation in Operations.Where(operation => operation.TakesJson))
        {
            await RefusedAsync(operation, PathOf(operation), TextOf(nested, operation.MediaType), null, HttpStatusCode.BadRequest, "arrays");
            await RefusedAsync(operation, PathOf(operation), TextOf(objects, operation.MediaType), null, HttpStatusCode.BadRequest, "objects");
            foreach (var member in operation.Body.Where(member => !member.Name.Contains('.', StringComparison.Ordinal)))
                await RefusedAsync(operation, PathOf(operation), TextOf(member.BodyWith(nested), operation.MediaType), operation.Method == HttpMethod.Patch ? "" : member.Name, HttpStatusCode.BadRequest, "member");
        }

        await ExpectNoComplaintAsync();
    }

    [Test]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        foreach (var operation in Operations.Where(operation => operation.TakesJson))
        {
            foreach (var member in operation.Body.Where(member => member.Kind == "string"))
            {
                var (before, after) = (Encoding.UTF8.GetBytes(member.BodyWith("\"")[..^Closing(member)]), Encoding.UTF8.GetBytes("\"" + member.BodyWith("")[^Closing(member)..]));
                foreach (var bytes in new byte[][] { [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80] })
                    await RefusedAsync(operation, PathOf(operation), BytesOf([.. before, .. bytes, .. after], operation.MediaType), member.Name, HttpStatusCode.BadRequest, $"{member.Name} {Convert.ToHexString(bytes)}");
            }

            await RefusedAsync(operation, PathOf(operation), BytesOf([0xFF, 0xFE, 0x00], operation.MediaType), null, HttpStatusCode.BadRequest, "no text at all");
        }

        await ExpectNoComplaintAsync();
    }

    [Test]
    public async Task A_member_that_has_an_impossible_value_is_refused_by_name()
    {
        foreach (var operation in Operations)
        {
            foreach (var member in operation.Body)
            {
                foreach (var value in Values.Json(member.Kind))
                    await RefusedAsync(operation, PathOf(operation), TextOf(member.BodyWith(value), operation.MediaType), member.Name, HttpStatusCode.BadRequest, member.BodyWith(value));
            }
        }

        await ExpectNoComplaintAsync();
    }

    [Test]
    public async Task A_header_that_cannot_be_meant_is_refused_by_name()
    {
        foreach (var operation in Operations)
        {
            var body = operation.TakesJson ? "{}" : null;
            if (operation.Headers.Contains("If-Match"))
            {
                foreach (var tag in new[] { "garbage", "\"unclosed", "123", "W/", "\"a\" \"b\"", ",", "\"a\",b" })
                    await RefusedAsync(operation, PathOf(operation), body is null ? null : TextOf(body, operation.MediaType), "If-Match", HttpStatusCode.BadRequest, tag, ("If-Match", tag));
            }

            if (operation.Headers.Contains("Idempotency-Key") && operation.TakesJson)
            {
                foreach (var key in new[] { "", new string('k', 256), new string('k', 10_000) })
                    await RefusedAsync(operation, PathOf(operation), TextOf("{}"), "Idempotency-Key", HttpStatusCode.BadRequest, key, ("Idempotency-Key", key));
            }
        }

        await ExpectNoComplaintAsync();
    }

    private static int Closing(Member member) => member.BodyWith("\"").Length - member.BodyWith("\"").IndexOf("\"}", StringComparison.Ordinal) - 1 is var braces and > 0 ? braces : 1;
}
