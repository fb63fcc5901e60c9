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

package io.github.mptcpspring.internal.linux;

/**
 * Thrown if this JVM cannot make Linux system calls, which is permanent.
 */
public class SystemCallsUnavailableException extends Exception {

	private static final long serialVersionUID = 1L;

	private final boolean nativeAccessDenied;

	SystemCallsUnavailableException(String message, boolean nativeAccessDenied, Throwable cause) {
		super(message, cause);
		this.nativeAccessDenied = nativeAccessDenied;
	}

	/**
	 * Return whether the JVM denies native access (JEP 472), which an option of the
	 * {@code java} command or an entry of the jar's manifest can enable.
	 * @return {@code true} if native access is denied
	 */
	public boolean isNativeAccessDenied() {
		return this.nativeAccessDenied;
	}

}
