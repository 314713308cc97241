-- What Pandoc's Typst writer would lose: alt text, status chips, admonitions, links across pages.
-- The functions called here (chart, chip, notice, title …) stand in template.typ.
-- The `;` ends each call, so that a bracket that follows in the text stays text.

local STATUS = "^status%-(%a+)$"
local NOTICES = { note = true, important = true, warning = true, tip = true, caution = true,
                  attention = true, danger = true, error = true, hint = true, seealso = true }
-- About a third of a page; a longer notice may be cut by the end of a page.
local LETTERS_KEPT_TOGETHER = 1500

local function raw(text)
  return pandoc.RawInline("typst", text)
end

local function raw_block(text)
  return pandoc.RawBlock("typst", text)
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

local function wrapped_blocks(before, blocks, after)
  local all = pandoc.Blocks({ raw_block(before) })
  all:extend(blocks)
  all:insert(raw_block(after))
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

local function label_of(element)
  return element.identifier ~= "" and (" <" .. element.identifier .. ">") or ""
end

function Image(image)
  return raw("#picture(" .. file_of(image) .. ", " .. quoted(alt_of(image)) .. ");")
end

function Link(link)
  if link.target:sub(1, 1) == "#" then
    return wrapped("#to(" .. quoted(link.target:sub(2)) .. ")[", link.content, "];")
  end
end

function Span(span)
  if span.classes:includes("small-print") then
    return wrapped("#small-print[", span.content, "];")
  end
  -- Signs that Typst reads as markup and Pandoc leaves alone (pdf_text.py marks them).
  if span.classes:includes("literal") then
    return raw((pandoc.utils.stringify(span.content):gsub("%p", "\\%0")))
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

function Header(header)
  local listed = tostring(not header.classes:includes("unlisted"))
  local before = "#title(" .. header.level .. ", listed: " .. listed .. ")["
  return pandoc.Plain(wrapped(before, header.content, "]" .. label_of(header)))
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
  local blocks = pandoc.Blocks({ raw_block("#terms(") })
  for _, item in ipairs(list.content) do
    blocks:insert(pandoc.Plain(wrapped("terms.item([", item[1], "], [")))
    for _, definition in ipairs(item[2]) do
      blocks:extend(definition)
    end
    blocks:insert(raw_block("]),"))
  end
  blocks:insert(raw_block(")"))
  return blocks
end

local function notice(div)
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
  blocks:insert(raw_block("]"))
  return blocks
end

-- The words before and after a chart as two lists of blocks, and the chart (pdf_blocks.py).
local function beside(div)
  local blocks = pandoc.Blocks({ raw_block("#beside(") })
  for _, part in ipairs(div.content) do
    if part.t == "Div" then
      blocks:insert(raw_block(part.classes[1] .. ": ("))
      for _, item in ipairs(part.content) do
        blocks:extend(wrapped_blocks("[", item.content, "],"))
      end
      blocks:insert(raw_block("),"))
    else
      blocks:extend(wrapped_blocks("[", { part }, "],"))
    end
  end
  blocks:insert(raw_block(")"))
  return blocks
end

local function div(found)
  if found.classes:includes("page") then
    return wrapped_blocks("//" .. found.identifier, found.content, "")
  end
  if found.classes:includes("keep-with-next") then
    return wrapped_blocks("#block(sticky: true, par[", found.content, "])")
  end
  if found.classes:includes("indicator") then
    local whole = tostring(found.classes:includes("whole"))
    return wrapped_blocks("#indicator(whole: " .. whole .. ")[", found.content, "]")
  end
  if found.classes:includes("beside") then
    return beside(found)
  end
  if found.classes:includes("admonition") then
    return notice(found)
  end
end

-- Images first become raw Typst (innermost first would lose the figure's own), so: top down.
local function figure(fig)
  local image
  fig.content:walk({ Image = function(found) image = image or found end })
  if not image then
    return nil
  end
  local narrow = fig.classes:includes("narrow") and ", narrow: true" or ""
  local call = "#chart(" .. file_of(image) .. ", " .. quoted(alt_of(image)) .. narrow .. ")["
  local caption = pandoc.utils.blocks_to_inlines(fig.caption.long)
  return pandoc.Plain(wrapped(call, caption, "]" .. label_of(fig)))
end

-- pdf_tables.py knows how long the lines are: a short table stays on one page, a row too long
-- for a page may break.
local function table_of(found)
  if found.classes:includes("short") then
    return wrapped_blocks("#block(breakable: false, width: 100%)[", { found }, "]")
  end
  if found.classes:includes("long-rows") then
    return wrapped_blocks("#[#set table.cell(breakable: true)", { found }, "]")
  end
end

return {
  { Figure = figure },
  { Para = Para },
  { Image = Image, Link = Link, Span = Span, Header = Header, DefinitionList = DefinitionList,
    Div = div, Table = table_of },
}
