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

package io.github.mptcpspring.tomcat;

import io.github.mptcpspring.webserver.Http2Tests;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests for HTTP/2 without TLS (h2c) over MPTCP. {@link TomcatTlsTests} has HTTP/2 with
 * TLS.
 */
@Tag("server")
@ParameterizedClass
@EnumSource
class TomcatHttp2Tests extends Http2Tests {

	TomcatHttp2Tests(WebStack stack) {
		super(stack::start);
	}

}
