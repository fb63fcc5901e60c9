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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The major and minor version of a kernel.
 *
 * @param major the major version
 * @param minor the minor version
 */
record KernelVersion(int major, int minor) {

	private static final Pattern RELEASE = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");

	/**
	 * Read the version of a kernel.
	 * @param release its release as {@code uname -r} prints it
	 * @return the version, 0.0 if it cannot be parsed
	 */
	static KernelVersion of(String release) {
		Matcher matcher = RELEASE.matcher(release);
		return matcher.matches()
				? new KernelVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
				: new KernelVersion(0, 0);
	}

	boolean isAtLeast(int major, int minor) {
		return this.major > major || (this.major == major && this.minor >= minor);
	}

}
