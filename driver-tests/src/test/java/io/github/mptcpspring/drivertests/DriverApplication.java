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

package io.github.mptcpspring.drivertests;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An application with a driver.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class DriverApplication {

	/**
	 * Start the application.
	 * @param bootModules the modules of Boot that it has, {@code data.redis} for example
	 * @param configuration further beans
	 * @param properties its properties
	 * @return the application
	 */
	static ConfigurableApplicationContext start(String bootModules, Class<?> configuration, List<String> properties) {
		List<String> arguments = new ArrayList<>(List.of(BootModuleFilter.PROPERTY + "=" + bootModules));
		arguments.addAll(properties);
		return new SpringApplicationBuilder(DriverApplication.class, configuration).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.registerShutdownHook(false)
			.run(arguments.stream().map((property) -> "--" + property).toArray(String[]::new));
	}

	static ConfigurableApplicationContext start(String bootModules, List<String> properties) {
		return start(bootModules, DriverApplication.class, properties);
	}

}
