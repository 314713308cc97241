-- What Pandoc's Typst writer would lose: alt text, status chips, admonitions, links across pages.
-- The functions called here (chart, chip, notice, one-sheet, picture) stand in template.typ.
-- The `;` ends each call, so that a bracket that follows in the text stays text.

local STATUS = "^status%-(%a+)$"
local NOTICES = { note = true, important = true, warning = true, tip = true, caution = true,
                  attention = true, danger = true, error = true, hint = true, seealso = true }
-- About a third of a page; a longer notice may be cut by the end of a page.
local LETTERS_KEPT_TOGETHER = 1500

local function raw(text)
  return pandoc.RawInline("typst", text)
end

-- A Typst string literal.
local function quoted(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"'):gsub("%s+", " ") .. '"'
end

local function wrapped(before, inlines, after)
  local all = pandoc.Inlines({ raw(before) })
  all:extend(inlines)
  all:insert(raw(after))
  return all
end

local function alt_of(image)
  return image.attributes.alt or pandoc.utils.stringify(image.caption)
end

-- Pandoc writes a space in a file's name as `%20`.
local function file_of(image)
  return quoted((image.src:gsub("%%(%x%x)", function(hex)
    return string.char(tonumber(hex, 16))
  end)))
end

function Image(image)
  return raw("#picture(" .. file_of(image) .. ", " .. quoted(alt_of(image)) .. ");")
end

function Link(link)
  if link.target:sub(1, 1) == "#" then
    return wrapped("#link(<" .. link.target:sub(2) .. ">)[", link.content, "];")
  end
end

function Span(span)
  if span.classes:includes("small-print") then
    return wrapped("#small-print[", span.content, "];")
  end
  for _, class in ipairs(span.classes) do
    local kind = class:match(STATUS)
    if kind then
      return wrapped("#chip(" .. quoted(kind) .. ")[", span.content, "];")
    end
  end
  if span.identifier ~= "" and #span.content == 0 then
    return raw("#anchor(" .. quoted(span.identifier) .. ");")
  end
end

-- Signs that Typst reads as markup and Pandoc leaves alone: `1. x` or `- x` at the start of a
-- cell, a caption, a heading; `--`, `...`, `-5` anywhere. With every sign escaped they are text.
local function literal(text)
  return raw((text:gsub("%p", "\\%0")))
end

local function starts_markup(text)
  return text:match("^%d+%.$") or text:match("^[-+=/]+$")
end

function Inlines(inlines)
  for place, inline in ipairs(inlines) do
    if inline.t == "Str" then
      local before = inlines[place - 1]
      local first = not before or before.t == "LineBreak" or before.t == "SoftBreak"
      local text = inline.text
      if (first and starts_markup(text)) or text:match("%-[%d%-%?]") or text:match("%.%.%.") then
        inlines[place] = literal(text)
      end
    end
  end
  return inlines
end

-- A line of small print under a heading or at the end of a notice stays close to it.
function Para(para)
  local first = para.content[1]
  if #para.content == 1 and first.t == "Span" and first.classes:includes("small-print") then
    return pandoc.Plain(wrapped("#small-line[", para.content, "]"))
  end
end

-- A definition on the line of its term, which Pandoc would set apart.
function DefinitionList(list)
  local blocks = pandoc.Blocks({ pandoc.RawBlock("typst", "#terms(") })
  for _, item in ipairs(list.content) do
    blocks:insert(pandoc.Plain(wrapped("terms.item([", item[1], "], [")))
    for _, definition in ipairs(item[2]) do
      blocks:extend(definition)
    end
    blocks:insert(pandoc.RawBlock("typst", "]),"))
  end
  blocks:insert(pandoc.RawBlock("typst", ")"))
  return blocks
end

function Div(div)
  if div.classes:includes("keep-with-next") then
    local blocks = pandoc.Blocks({ pandoc.RawBlock("typst", "#block(sticky: true)[") })
    blocks:extend(div.content)
    blocks:insert(pandoc.RawBlock("typst", "]"))
    return blocks
  end
  if div.classes:includes("one-sheet") then
    local blocks = pandoc.Blocks({ pandoc.RawBlock("typst", "#one-sheet[") })
    blocks:extend(div.content)
    blocks:insert(pandoc.RawBlock("typst", "]"))
    return blocks
  end
  if not div.classes:includes("admonition") then
    return nil
  end
  local kind = "note"
  for _, class in ipairs(div.classes) do
    if NOTICES[class] then kind = class end
  end
  local blocks, title = div.content, pandoc.Inlines({})
  if blocks[1] and (blocks[1].t == "Para" or blocks[1].t == "Plain") then
    title = blocks[1].content
    blocks:remove(1)
  end
  local whole = #pandoc.utils.stringify(div) < LETTERS_KEPT_TOGETHER
  local after = "], breakable: " .. tostring(not whole) .. ")["
  blocks:insert(1, pandoc.Plain(wrapped("#notice(" .. quoted(kind) .. ", [", title, after)))
  blocks:insert(pandoc.RawBlock("typst", "]"))
  return blocks
end

-- Images first become raw Typst (innermost first would lose the figure's own), so: top down.
local function figure(fig)
  local image
  fig.content:walk({ Image = function(found) image = image or found end })
  if not image then
    return nil
  end
  local call = "#chart(" .. file_of(image) .. ", " .. quoted(alt_of(image)) .. ")["
  local label = fig.identifier ~= "" and ("] <" .. fig.identifier .. ">") or "]"
  return pandoc.Plain(wrapped(call, pandoc.utils.blocks_to_inlines(fig.caption.long), label))
end

-- pdf_tables.py knows how long the lines are: a short table stays on one page, a row too long
-- for a page may break.
function Table(tbl)
  local before
  if tbl.classes:includes("short") then
    before = "#block(breakable: false, width: 100%)["
  elseif tbl.classes:includes("long-rows") then
    before = "#[#set table.cell(breakable: true)"
  else
    return nil
  end
  return { pandoc.RawBlock("typst", before), tbl, pandoc.RawBlock("typst", "]") }
end

return {
  { Figure = figure },
  { Inlines = Inlines },
  { Para = Para },
  { Image = Image, Link = Link, Span = Span },
  { Div = Div, DefinitionList = DefinitionList, Table = Table },
}
