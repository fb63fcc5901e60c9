/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.internal.diagnosis.rules;

import java.util.regex.Pattern;

/**
 * Quotes text as a single word of a shell command. The name of a network device, for
 * example, may contain everything except spaces and slashes: {@code x;id;#}.
 */
final class ShellWord {

	private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_.:@+-]+");

	private ShellWord() {
	}

	static String of(String text) {
		return HARMLESS.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
	}

}
