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
 * Links {@link LinuxSystemCalls} and converts failures to one exception. A separate
 * class, because a class cannot catch exceptions of its own initialization.
 */
final class SystemCallsLinkage {

	private SystemCallsLinkage() {
	}

	static SystemCalls link() throws SystemCallsUnavailableException {
		try {
			return new LinuxSystemCalls();
		}
		catch (ExceptionInInitializerError | NoClassDefFoundError ex) {
			Throwable cause = rootCause(ex);
			throw new SystemCallsUnavailableException(String.valueOf(cause.getMessage()),
					cause instanceof IllegalCallerException, ex);
		}
	}

	private static Throwable rootCause(Throwable failure) {
		Throwable root = failure;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return root;
	}

}
